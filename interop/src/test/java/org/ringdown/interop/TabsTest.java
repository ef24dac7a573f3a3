package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.phone.Digest;
import org.ringdown.interop.phone.ScriptedPhone;

/** One user, two tabs: both ring, one answers, and the other may take the call over without the phone noticing. */
@Scenario
class TabsTest {
    private static final Optional<Digest> BOB = Optional.of(new Digest("bob", "bob"));

    @Test
    void bothRingAndOneAnswers(Lab lab) {
        try (var phone = ScriptedPhone.open("bob");
                var first =
                        PhonePage.open(
                                lab.chromium(), lab.pages(), lab.gateway(), "alice", "tabs");
                var second =
                        PhonePage.open(
                                lab.chromium(), lab.pages(), lab.gateway(), "alice", "tabs")) {
            var call = phone.dial(lab.gateway().uri("alice"), List.of("PCMA"), BOB);
            first.awaitIncoming();
            second.awaitIncoming();
            first.answer();
            call.awaitAnswer(SOON);

            var end = second.awaitEnd();
            assertThat(end.path("reason").asString()).isEqualTo("answered-elsewhere");
            assertThat(end.path("by").asString()).isEqualTo("local");
            assertThat(call.rtp().awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            call.hangup();
            first.awaitEnd();
        }
    }

    @Test
    void theOtherTabPullsTheCall(Lab lab) {
        try (var phone = ScriptedPhone.open("pulled");
                var first =
                        PhonePage.open(
                                lab.chromium(), lab.pages(), lab.gateway(), "alice", "tabs");
                var second =
                        PhonePage.open(
                                lab.chromium(), lab.pages(), lab.gateway(), "alice", "tabs")) {
            var call = UnbrokenCall.of(first, phone, phone.uri());
            second.pull();
            first.page().await("call that is elsewhere now", SOON, "!lab.call.here");
            call.endsUnnoticed(second);
        }
    }
}
