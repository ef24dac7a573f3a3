package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.phone.Breaks;
import org.ringdown.interop.phone.Digest;
import org.ringdown.interop.phone.PhoneCall;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.process.Footprint;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.sound.G711;

/** A thousand clients that are silent or trickle: each is waited for ten seconds, and callers notice nothing of them. */
@Scenario
@Alone
class SlowClientsTest {
    private static final int HZ = 1500;
    private static final int OF_EACH_KIND = 100;
    private static final int ADDRESSES = 10; // one may have so many connections only
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SETTLE = Duration.ofSeconds(60);
    private static final int OF_THE_JVM = 6; // compilers and carriers come and go, and so do files

    @Test
    void slowClientsAreNotWaitedForAndCallsGoOn(Lab lab) throws Exception {
        var folder = lab.folder("slow-clients");
        try (var gateway = gateway(folder, lab);
                var phone = ScriptedPhone.open("undisturbed")) {
            hangUp(echo(phone, gateway)); // whatever is loaded with a first call is there by now
            var kinds = kinds(gateway);
            besiege(kinds, 2); // and with a first slow client
            gateway.awaitQuiet(SETTLE);
            var before = gateway.footprint();
            long heap = gateway.liveHeap();
            var call = echo(phone, gateway);

            var siege = besiegeMeanwhile(kinds, OF_EACH_KIND);
            hangUp(echo(phone, gateway));
            siege.outlived().forEach(SlowClientsTest::assertPatience);

            assertThat(call.rtp().awaitTone(HZ).good()).isTrue();
            assertThat(Breaks.of(call.rtp().arrivals(), 8000, 101)).isEmpty();
            call.hangup();
            hangUp(echo(phone, gateway));
            assertThatNothingIsLeft(gateway, before, heap);
        }
    }

    private static Gateway gateway(Path folder, Lab lab) {
        var tls = lab.certificate();
        return Gateway.start(
                folder.resolve("gateway"),
                "sip.tls-port=0",
                "sip.tls.cert=" + tls.chain(),
                "sip.tls.key=" + tls.key());
    }

    private static List<SlowClient> kinds(Gateway gateway) {
        int http = java.net.URI.create(gateway.origin()).getPort();
        int sip = gateway.sip().getPort();
        var post = "POST /v1/tokens HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9000\r\n\r\n";
        var options = "OPTIONS sip:127.0.0.1 SIP/2.0\r\nX-Slow: ";
        var pageSocket = upgrade("/v1/phone", gateway, "");
        var sipSocket = upgrade("/v1/sip", gateway, "Sec-WebSocket-Protocol: sip\r\n");
        var fragment =
                "\u0000\u0081\0\0\0\0x"; // of a text that does not end, with a mask of noughts
        return List.of(
                new SlowClient("HTTP, silent", http, "", ""),
                new SlowClient("HTTP, a head", http, "GET / HTTP/1.1\r\nX-Slow: ", "x"),
                new SlowClient("HTTP, a body", http, post, "{"),
                new SlowClient("page, silent", http, pageSocket, ""),
                new SlowClient(
                        "page, fragments", http, pageSocket + "\u0001\u0081\0\0\0\0{", fragment),
                new SlowClient("SIP by WebSocket, silent", http, sipSocket, ""),
                new SlowClient("SIP by TCP, silent", sip, "", ""),
                new SlowClient("SIP by TCP, a head", sip, options, "x"),
                new SlowClient("SIP by TLS, silent", gateway.tlsPort(), "", ""),
                new SlowClient(
                        "SIP by TLS, a hello",
                        gateway.tlsPort(),
                        "\u0016\u0003\u0001\u0002\0",
                        "\u0001"));
    }

    private static String upgrade(String path, Gateway gateway, String more) {
        return "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        .formatted(path, gateway.origin())
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                + more
                + "\r\n";
    }

    /** Slow clients at work. */
    private record Siege(Map<String, List<Future<Duration>>> clients) {
        Map<String, List<Duration>> outlived() throws InterruptedException, ExecutionException {
            var all = new LinkedHashMap<String, List<Duration>>();
            for (var kind : clients.entrySet()) {
                var times = new ArrayList<Duration>();
                for (var client : kind.getValue()) times.add(client.get());
                all.put(kind.getKey(), times.stream().sorted().toList());
            }
            return all;
        }
    }

    private static void besiege(List<SlowClient> kinds, int ofEach) throws Exception {
        besiegeMeanwhile(kinds, ofEach).outlived();
    }

    private static Siege besiegeMeanwhile(List<SlowClient> kinds, int ofEach) throws IOException {
        var clients = new LinkedHashMap<String, List<Future<Duration>>>();
        for (var kind : kinds) {
            var some = new ArrayList<Future<Duration>>();
            for (int i = 0; i < ofEach; i++) {
                var from = InetAddress.getByName("127.0.0." + (2 + i % ADDRESSES));
                var client = new FutureTask<>(() -> kind.outlived(from));
                Thread.ofVirtual().start(client);
                some.add(client);
            }
            clients.put(kind.name(), some);
        }
        return new Siege(clients);
    }

    /** Half of them to the second; the last ones may have had to wait for a core themselves. */
    private static void assertPatience(String kind, List<Duration> outlived) {
        System.out.printf(
                "%s: %d ms to %d ms%n",
                kind, outlived.getFirst().toMillis(), outlived.getLast().toMillis());
        assertThat(outlived.get(outlived.size() / 2))
                .as(kind)
                .isBetween(PATIENCE.minusSeconds(1), PATIENCE.plusSeconds(1));
        assertThat(outlived.getFirst()).as(kind).isGreaterThan(PATIENCE.minusSeconds(1));
        assertThat(outlived.getLast()).as(kind).isLessThan(PATIENCE.plusSeconds(5));
    }

    private static PhoneCall echo(ScriptedPhone phone, Gateway gateway) {
        var call =
                phone.dial(
                        gateway.uri("600"), List.of("PCMA"), Optional.of(new Digest("bob", "bob")));
        call.rtp().say(Voice.tone(G711.PCMA, HZ));
        call.awaitAnswer(SOON);
        return call;
    }

    private static void hangUp(PhoneCall call) {
        assertThat(call.rtp().awaitTone(HZ).good()).isTrue();
        call.hangup();
    }

    private static void assertThatNothingIsLeft(Gateway gateway, Footprint before, long heap) {
        gateway.awaitQuiet(SETTLE);
        Patience.await(
                "as little as before, " + before,
                SETTLE,
                Duration.ofSeconds(1),
                () -> isBackTo(before, gateway.footprint()) ? Optional.of(true) : Optional.empty());
        Patience.await(
                "heap as before: " + heap + " kB",
                SETTLE,
                Duration.ofSeconds(3),
                () ->
                        gateway.liveHeap() <= heap * 1.02 + 4096
                                ? Optional.of(true)
                                : Optional.empty());
        assertThat(gateway.alive()).isTrue();
        assertThat(gateway.log()).doesNotContain("ERROR").doesNotContain("Exception");
    }

    private static boolean isBackTo(Footprint before, Footprint now) {
        return now.threads() <= before.threads() + OF_THE_JVM
                && now.files() <= before.files() + OF_THE_JVM
                && before.udpPorts().containsAll(now.udpPorts());
    }
}
