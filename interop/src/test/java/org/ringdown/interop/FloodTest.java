package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.flood.Flood;
import org.ringdown.interop.flood.Pace;
import org.ringdown.interop.flood.SipFlood;
import org.ringdown.interop.flood.StreamFlood;
import org.ringdown.interop.flood.WebRtcFlood;
import org.ringdown.interop.phone.Digest;
import org.ringdown.interop.phone.PhoneCall;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.process.Host;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.sound.G711;

/** Strangers send as much as a core can, from ten thousand addresses: those who are known make their calls, and the program does not grow. */
@Scenario
@Alone
class FloodTest {
    private static final int HZ = 1500;
    private static final int ADDRESSES = 10_000;
    private static final int CONNECTIONS = 500;
    private static final Pace ENOUGH = new Pace(20_000); // ten times what is taken from strangers
    private static final Duration SHORT = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(300);
    private static final Duration NORMAL = Duration.ofSeconds(5);
    private static final Duration SLOWEST_SET_UP = Duration.ofMillis(1500);
    private static final long MOST_GROWTH_KILOBYTES = 64 * 1024;
    private static final Digest BOB = new Digest("bob", "red queen, off with it");

    /** With a heap that is all there from the start: what a collector leaves for later differs by machine. */
    @Test
    void callsGoOnWhileStrangersFlood(Lab lab) throws Exception {
        var folder = lab.folder("floods");
        var gateway = Gateway.ofSize("256m", folder, configuration(lab));
        flood(lab, folder, gateway, SHORT, ENOUGH);
    }

    @Test
    @Tag("long")
    void callsGoOnWhileStrangersFloodForLong(Lab lab) throws Exception {
        var folder = lab.folder("floods-long");
        var gateway = Gateway.configured(Host.HERE, folder, configuration(lab));
        flood(lab, folder, gateway, LONG, Pace.BOUNDLESS);
    }

    private static void flood(Lab lab, Path folder, Gateway flooded, Duration time, Pace pace)
            throws Exception {
        try (var gateway = flooded;
                var phone = ScriptedPhone.open("bob");
                var page = page(lab, gateway, folder)) {
            var byPhone = new ByPhone(phone, gateway);
            var byPage = new ByPage(page);
            byPhone.heard();
            byPage.heard();
            sip(gateway, byPhone, WARM_UP, pace);
            streams(gateway, byPhone, WARM_UP, pace);
            webRtc(gateway, byPage, WARM_UP, pace);
            gateway.jcmd("GC.run");
            long before = gateway.footprint().residentKilobytes();

            var bySip = sip(gateway, byPhone, time, pace);
            long afterSip = gateway.footprint().residentKilobytes();
            assertNormal(byPhone);
            var byStream = streams(gateway, byPhone, time, pace);
            assertNormal(byPhone);
            long afterStreams = gateway.footprint().residentKilobytes();
            var byWebRtc = webRtc(gateway, byPage, time, pace);
            assertNormal(byPage);
            long after = gateway.footprint().residentKilobytes();
            System.out.printf(
                    "resident: %d kB, after SIP %d, streams %d, WebRTC %d; log %d kB%n",
                    before, afterSip, afterStreams, after, gateway.log().length() / 1024);

            bySip.check();
            byStream.check();
            byWebRtc.check();
            assertThat(List.of(afterSip - before, afterStreams - afterSip, after - afterStreams))
                    .as("what each flood leaves")
                    .allMatch(grown -> grown < MOST_GROWTH_KILOBYTES);
            assertThat(gateway.log()).doesNotContain("ERROR").doesNotContain("Exception");
        }
    }

    private static String configuration(Lab lab) {
        return """
        http: {port: 0, origins: ["%s"]}
        sip: {port: 0}
        media: {webrtc-port: 0}
        users:
          alice: {password: "white rabbit, late again"}
          bob: {password: "%s"}
        limits: {per-user: {calls-per-hour: off}}
        routes: [{to: "600", app: builtin}]
        tokens: {keys: {k1: {key: "a key of the lab, for nobody else to use"}}}
        """
                .formatted(lab.pages().origin(), BOB.password());
    }

    private static PhonePage page(Lab lab, Gateway gateway, Path folder) {
        return PhonePage.signedIn(
                lab.chromium(),
                lab.pages(),
                gateway.origin(),
                Gateway.token(folder, "alice"),
                "flooded");
    }

    private static Calls sip(Gateway gateway, Caller caller, Duration time, Pace pace)
            throws Exception {
        try (var flood = Flood.begin(ADDRESSES, gateway.sip(), pace, new SipFlood(gateway.sip()))) {
            var calls = Calls.during(time, caller);
            var tally = flood.end();
            report("SIP by UDP", calls, tally);
            assertThat(tally.answers()).isPositive();
            assertThat(tally.answeredBytes()).isLessThan(tally.bytes());
            return calls;
        }
    }

    private static Calls streams(Gateway gateway, Caller caller, Duration time, Pace pace)
            throws Exception {
        try (var flood = StreamFlood.begin(CONNECTIONS, gateway.sip(), pace)) {
            var calls = Calls.during(time, caller);
            System.out.printf(
                    "SIP by TCP: %d requests, %d connections closed; %s%n",
                    flood.sent(), flood.closed(), calls);
            return calls;
        }
    }

    private static Calls webRtc(Gateway gateway, Caller caller, Duration time, Pace pace)
            throws Exception {
        var text = gateway.ready().path("media").path("webrtc").path(0).asString();
        int colon = text.lastIndexOf(':');
        var port = new InetSocketAddress("127.0.0.1", Integer.parseInt(text.substring(colon + 1)));
        try (var flood = Flood.begin(ADDRESSES, port, pace, new WebRtcFlood())) {
            var calls = Calls.during(time, caller);
            var tally = flood.end();
            report("WebRTC", calls, tally);
            assertThat(tally.answers()).isZero();
            return calls;
        }
    }

    private static void report(String what, Calls calls, Flood.Tally tally) {
        System.out.printf(
                "%s: %d packets, %d bytes; %d answers, %d bytes; %s%n",
                what,
                tally.packets(),
                tally.bytes(),
                tally.answers(),
                tally.answeredBytes(),
                calls);
    }

    private static void assertNormal(Caller caller) {
        long from = System.nanoTime();
        Patience.await("call as before", NORMAL, BETWEEN_CALLS, caller::tried);
        System.out.printf("normal after %d ms%n", (System.nanoTime() - from) / 1_000_000);
        caller.heard();
    }

    /** Somebody who may call. */
    private interface Caller {
        /** Makes a call and ends it; until the answer it took so long. */
        Duration call();

        /** Makes a call in which sound is heard. */
        void heard();

        /** Empty where it took too long. */
        default Optional<Duration> tried() {
            return Optional.of(call()).filter(took -> took.compareTo(SLOWEST_SET_UP) < 0);
        }
    }

    private record ByPhone(ScriptedPhone phone, Gateway gateway) implements Caller {
        @Override
        public Duration call() {
            long from = System.nanoTime();
            var call = dial();
            var took = Duration.ofNanos(System.nanoTime() - from);
            call.hangup();
            return took;
        }

        @Override
        public void heard() {
            var call = dial();
            assertThat(call.rtp().awaitTone(HZ).good()).isTrue();
            call.hangup();
        }

        private PhoneCall dial() {
            var call = phone.dial(gateway.uri("600"), List.of("PCMA"), Optional.of(BOB));
            call.rtp().say(Voice.tone(G711.PCMA, HZ));
            call.awaitAnswer(SOON);
            return call;
        }
    }

    private record ByPage(PhonePage page) implements Caller {
        @Override
        public Duration call() {
            long from = System.nanoTime();
            page.dial("600");
            page.awaitAnswered();
            var took = Duration.ofNanos(System.nanoTime() - from);
            page.hangup();
            page.awaitEnd();
            return took;
        }

        @Override
        public void heard() {
            page.dial("600");
            page.awaitAnswered();
            assertThat(page.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            page.hangup();
            page.awaitEnd();
        }
    }

    /** The calls of those who may, one after the other. */
    private record Calls(List<Duration> setUp, int failed) {
        static Calls during(Duration time, Caller caller) {
            var setUp = new ArrayList<Duration>();
            int failed = 0;
            for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; ) {
                try {
                    setUp.add(caller.call());
                } catch (AssertionError notSetUp) {
                    failed++;
                    System.out.println("a call failed: " + notSetUp.getMessage());
                }
                Patience.pause(BETWEEN_CALLS); // a user's phones are limited
            }
            return new Calls(setUp.stream().sorted().toList(), failed);
        }

        void check() {
            assertThat(setUp.size()).isGreaterThan(19 * failed); // 95 of 100
            assertThat(slowest(0.99)).isLessThan(SLOWEST_SET_UP);
        }

        private Duration slowest(double share) {
            return setUp.get((int) Math.min(setUp.size() - 1, Math.floor(share * setUp.size())));
        }

        @Override
        public String toString() {
            if (setUp.isEmpty()) return "no call of " + failed;
            return "%d calls, %d failed, half in %d ms, 99 of 100 in %d ms"
                    .formatted(
                            setUp.size() + failed,
                            failed,
                            slowest(0.5).toMillis(),
                            slowest(0.99).toMillis());
        }
    }
}
