package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.peer.Sipp;
import org.ringdown.interop.phone.Digest;
import org.ringdown.interop.phone.ScriptedPhone;

/** However a call ends, the phone at {@code /} says so in words that everybody understands. What of a SIP status is which reason: {@code EndingsTest}. */
@Scenario
class EndingsInWordsTest {
    private static final Optional<Digest> BOB = Optional.of(new Digest("bob", "bob"));

    private static final Map<Integer, String> REFUSALS =
            Map.of(
                    486, "The line is busy.",
                    603, "The call was declined.",
                    408, "Nobody answered.",
                    404, "There is nobody at this number.",
                    480, "The other side cannot be reached now.",
                    403, "This number may not be called.",
                    488, "The two phones have no common way to send sound.",
                    400, "Something went wrong on the way.");

    @Test
    void ofThoseWhoRefuse(Lab lab) {
        try (var phone = Softphone.signedIn(lab, "words-refused", "alice")) {
            REFUSALS.forEach((status, words) -> {
                try (var sipp = Sipp.refusing(lab.folder("sipp-refusing"), status)) {
                    dial(phone, sipp.uri("somebody"));
                    phone.awaitText(".outcome", words);
                    phone.awaitText("[role=status]", "Call ended. " + words);
                }
            });
        }
    }

    @Test
    void ofThoseWhoHangUpOrGiveUp(Lab lab) {
        try (var far = ScriptedPhone.open("talker");
                var bob = ScriptedPhone.open("bob");
                var phone = Softphone.signedIn(lab, "words-over", "alice")) {
            dial(phone, far.uri());
            var call = far.awaitCall(SOON);
            call.answer("PCMA");
            phone.awaitCall("active");
            call.hangup();
            phone.awaitText(".outcome", "The other side hung up.");

            dial(phone, far.uri());
            call = far.awaitCall(SOON);
            call.ring();
            phone.awaitCall("ringing");
            phone.click(".last .red");
            call.awaitCancel();
            phone.awaitText(".outcome", "You gave up before an answer.");

            dial(phone, far.uri());
            call = far.awaitCall(SOON);
            call.answer("PCMA");
            phone.awaitCall("active");
            phone.click(".last .red");
            call.awaitHangup(SOON);
            phone.awaitText(".outcome", "You hung up.");

            var incoming = bob.dial(lab.gateway().uri("alice"), List.of("PCMA"), BOB);
            phone.awaitText(".kicker", "Incoming call");
            incoming.cancel();
            phone.awaitText(".outcome", "The caller gave up.");
        }
    }

    @Test
    void ofAnsweredElsewhereAndPassedOn(Lab lab) {
        try (var bob = ScriptedPhone.open("bob");
                var here = Softphone.signedIn(lab, "words-here", "alice");
                var there = Softphone.signedIn(lab, "words-there", "alice")) {
            var call = bob.dial(lab.gateway().uri("alice"), List.of("PCMA"), BOB);
            here.awaitText(".kicker", "Incoming call");
            there.awaitText(".kicker", "Incoming call");
            there.press("Enter");
            call.awaitAnswer(SOON);
            here.awaitText(".outcome", "Answered in another tab or on another device.");
            there.awaitCall("active");
            there.run(
                    "void document.querySelector('ringdown-phone').phone.calls[0].transfer('600')");
            there.awaitText(".outcome", "The call was passed on.");
            here.await("call that is gone", "!ui.querySelector('.elsewhere').checkVisibility()");
            assertThat(here.text(".outcome")).as("where it never spoke").doesNotContain("passed");
            call.hangup();
            lab.gateway().awaitQuiet(SOON);
        }
    }

    static void dial(Softphone phone, String to) {
        phone.await("field for a number", "ui.querySelector('.number')");
        phone.fill(".number", to);
        phone.press("Enter");
    }
}
