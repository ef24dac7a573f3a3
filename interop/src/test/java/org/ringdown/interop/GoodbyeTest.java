package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.phone.Breaks;
import org.ringdown.interop.phone.Digest;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.sound.G711;

/** Who leaves without a word does not leave the other side hanging; the program itself says goodbye. */
@Scenario
class GoodbyeTest {
    private static final int PHONE_HZ = 1500;
    private static final Duration GRACE = Duration.ofSeconds(4);
    private static final Duration NOTICED =
            Duration.ofSeconds(7); // no ICE check for six seconds, or three without a socket

    @Test
    void aPageThatNeverComesBack(Lab lab) {
        var folder = lab.folder("gateway-grace");
        try (var gateway = Gateway.start(folder, "calls.resume-grace=" + GRACE.toSeconds() + "s");
                var phone = ScriptedPhone.open("abandoned")) {
            var page = PhonePage.open(lab.chromium(), lab.pages(), gateway, "alice", "gone");
            page.dial(phone.uri());
            var call = phone.awaitCall(SOON);
            call.answer("PCMA");
            page.awaitAnswered();
            call.rtp().awaitTone(Browser.MICROPHONE_HZ);
            long left = System.nanoTime();
            page.vanish();

            call.awaitHangup(GRACE.plus(NOTICED).plus(SOON));
            var waited = Duration.ofNanos(System.nanoTime() - left);
            assertThat(waited).isGreaterThanOrEqualTo(GRACE);
            var heard = call.rtp().arrivals();
            assertThat(Breaks.of(heard, 8000, 101)).isEmpty();
            assertThat(heard.getLast().nanos() - left)
                    .as("the stream went on for")
                    .isGreaterThan(GRACE.toNanos());
        }
    }

    /** Asked to end with a call in progress: nobody begins another one, and this one goes on to its own end. */
    @Test
    void theProgramIsDrained(Lab lab) {
        try (var gateway = Gateway.start(lab.folder("gateway-drained"), "calls.drain=2m");
                var phone = ScriptedPhone.open("last");
                var page =
                        PhonePage.open(lab.chromium(), lab.pages(), gateway, "alice", "drained")) {
            page.dial(phone.uri());
            var call = phone.awaitCall(SOON);
            call.answer("PCMA");
            page.awaitAnswered();

            gateway.terminate();
            Patience.await(
                    "gateway that says it is not ready",
                    SOON,
                    () -> gateway.get("/readyz").statusCode() == 503);
            assertThat(page.dialInVain(phone.uri())).isEqualTo("over-capacity");
            var refused = phone.dial(gateway.uri("600"), List.of("PCMA"), Optional.empty());
            assertThat(refused.awaitFinal(SOON).startLine()).contains("503");

            call.rtp().say(Voice.tone(G711.PCMA, PHONE_HZ));
            page.awaitTone(PHONE_HZ);
            call.rtp().awaitTone(Browser.MICROPHONE_HZ);
            assertThat(gateway.alive()).isTrue();
            call.hangup();
            assertThat(page.awaitEnd().path("reason").asString()).isEqualTo("hangup");
            assertThat(gateway.awaitExit()).isZero();
        }
    }

    @Test
    void whatIsNotOverInTimeIsEnded(Lab lab) {
        try (var gateway = Gateway.start(lab.folder("gateway-deadline"), "calls.drain=1s");
                var phone = ScriptedPhone.open("talker")) {
            var call = phone.dial(gateway.uri("600"), List.of("PCMA"), Optional.empty());
            call.awaitAnswer(SOON);

            assertThat(gateway.stop()).isZero();
            call.awaitHangup(SOON);
            assertThat(gateway.log()).contains("calls that had not ended in time (1)");
        }
    }

    @Test
    void theProgramIsStopped(Lab lab) {
        try (var gateway = Gateway.start(lab.folder("gateway-stopped"));
                var phone = ScriptedPhone.open("bob");
                var page =
                        PhonePage.open(lab.chromium(), lab.pages(), gateway, "alice", "stopped")) {
            var call =
                    phone.dial(
                            gateway.uri("alice"),
                            List.of("PCMA"),
                            Optional.of(new Digest("bob", "bob")));
            page.awaitIncoming();
            page.answer();
            call.awaitAnswer(SOON);

            assertThat(gateway.stop()).isZero();
            call.awaitHangup(SOON);
            assertThat(gateway.log()).doesNotContain("Exception");
        }
    }
}
