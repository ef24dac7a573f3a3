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

/** Who leaves without a word does not leave the other side hanging; the program itself says goodbye. */
@Scenario
class GoodbyeTest {
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
