package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.flood.Http2Client;
import org.ringdown.interop.phone.Breaks;
import org.ringdown.interop.phone.Digest;
import org.ringdown.interop.phone.PhoneCall;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.sound.G711;

/** Handshakes that do not end, and HTTP/2 in the hands of those who mean no good, at the https port: they are closed, and callers notice nothing. */
@Scenario
@Alone
class HttpsSiegeTest {
    private static final int HZ = 1500;
    private static final int HALF_OPEN = 1_000;
    private static final int OF_EACH_KIND = 10;
    private static final int ADDRESSES = 10;
    private static final int MOST_GROWTH_KILOBYTES = 16 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void callsGoOn(Lab lab) throws Exception {
        var tls = lab.certificate();
        try (var gateway =
                        Gateway.start(
                                lab.folder("https-siege"),
                                "http.tls.cert=" + tls.chain(),
                                "http.tls.key=" + tls.key());
                var phone = ScriptedPhone.open("undisturbed")) {
            int port = URI.create(gateway.origin()).getPort();
            hangUp(echo(phone, gateway));
            await(poured(port, 1)); // whatever is loaded with the first is there by now
            long heap = gateway.liveHeap();
            var call = echo(phone, gateway);

            var halfOpen = halfOpen(port);
            var poured = poured(port, OF_EACH_KIND);
            hangUp(echo(phone, gateway));
            var longest = await(poured).getLast();
            System.out.printf("HTTP/2: closed after %d ms at the latest%n", longest.toMillis());
            assertPatience(halfOpen);

            assertThat(call.rtp().awaitTone(HZ).good()).isTrue();
            assertThat(Breaks.of(call.rtp().arrivals(), 8000, 101)).isEmpty();
            call.hangup();
            hangUp(echo(phone, gateway));
            assertThat(Http2Client.answers(port)).isTrue();
            assertThat(gateway.liveHeap() - heap).isLessThan(MOST_GROWTH_KILOBYTES);
            assertThat(gateway.log()).doesNotContain("ERROR").doesNotContain("Exception");
        }
    }

    /** Half of them say nothing, half begin a handshake and trickle. */
    private static List<Future<Duration>> halfOpen(int port) throws IOException {
        var silent = new SlowClient("silent", port, "", "");
        var trickling = new SlowClient("a hello", port, "\u0016\u0003\u0001\u0002\0", "\u0001");
        var clients = new ArrayList<Future<Duration>>();
        for (int i = 0; i < HALF_OPEN; i++) {
            var from = InetAddress.getByName("127.0.0." + (2 + i % ADDRESSES));
            var kind = i % 2 == 0 ? silent : trickling;
            clients.add(begin(() -> kind.outlived(from)));
        }
        return clients;
    }

    /** Requests that are taken back at once (CVE-2023-44487), settings and pings (CVE-2019-9512, 9515), without end. */
    private static List<Future<Duration>> poured(int port, int ofEach) {
        var clients = new ArrayList<Future<Duration>>();
        for (int i = 0; i < ofEach; i++)
            for (var kind : Http2Client.Kind.values())
                clients.add(begin(() -> Http2Client.outlived(port, kind)));
        return clients;
    }

    private static Future<Duration> begin(Callable<Duration> client) {
        var task = new FutureTask<>(client);
        Thread.ofVirtual().start(task);
        return task;
    }

    private static List<Duration> await(List<Future<Duration>> clients) throws Exception {
        var outlived = new ArrayList<Duration>();
        for (var client : clients) outlived.add(client.get());
        return outlived.stream().sorted().toList();
    }

    private static void assertPatience(List<Future<Duration>> clients) throws Exception {
        var outlived = await(clients);
        System.out.printf(
                "half-open: %d ms to %d ms%n",
                outlived.getFirst().toMillis(), outlived.getLast().toMillis());
        // They may have had to wait for a core before they looked at the clock.
        assertThat(outlived.get(HALF_OPEN / 2))
                .isBetween(PATIENCE.minusSeconds(5), PATIENCE.plusSeconds(2));
        assertThat(outlived.getLast()).isLessThan(PATIENCE.plusSeconds(10));
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
}
