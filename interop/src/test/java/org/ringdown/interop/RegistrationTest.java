package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.peer.Sipp;
import org.ringdown.interop.phone.Digest;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.process.Ports;
import org.ringdown.interop.sound.G711;

/** Phones registered here with digest are called, and may call; others may not. baresip's registration is shown in {@code ChromiumTest}. */
@Scenario
class RegistrationTest {
    private static final Digest BOB = new Digest("bob", "bob");

    @Test
    void aPageCallsARegisteredPhone(Lab lab) {
        try (var phone = ScriptedPhone.open("bob");
                var page = lab.page(lab.chromium(), "alice")) {
            assertThat(phone.register(lab.gateway().sip(), BOB, 300).status()).isEqualTo(200);
            page.dial("bob");
            var call = phone.awaitCall(SOON);
            call.ring();
            page.awaitState("ringing");
            call.rtp().say(Voice.tone(G711.PCMA, 1500));
            call.answer("PCMA");
            page.awaitAnswered();
            assertThat(page.awaitTone(1500).good()).isTrue();
            assertThat(call.rtp().awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            page.hangup();
            call.awaitHangup(SOON);
            assertThat(phone.register(lab.gateway().sip(), BOB, 0).status()).isEqualTo(200);
        }
    }

    @Test
    void aPageCallsSippThatRegistered(Lab lab) {
        int port = Ports.free();
        int gateway = lab.gateway().sip().getPort();
        try (var registering =
                Sipp.calling(
                        lab.folder("sipp-register"),
                        "register",
                        port,
                        gateway,
                        "bob",
                        "bob",
                        "bob",
                        1500,
                        "-m",
                        "1")) {
            registering.awaitSuccess(SOON);
        }
        try (var sipp = Sipp.answering(lab.folder("sipp-registered"), "answer-tone", port, 1500);
                var page = lab.page(lab.chromium(), "alice")) {
            page.dial("bob");
            page.awaitAnswered();
            assertThat(page.awaitTone(1500).good()).isTrue();
            page.hangup();
            page.awaitEnd();
            assertThat(sipp.count().failed()).isZero();
        }
        try (var phone =
                ScriptedPhone.open(
                        "bob")) { // SIPp is gone, its registration is not: the newest contact rings
            phone.register(lab.gateway().sip(), BOB, 0);
        }
    }

    @Test
    void aWrongPasswordIsRefused(Lab lab) {
        try (var phone = ScriptedPhone.open("bob")) {
            assertThat(
                            phone.register(lab.gateway().sip(), new Digest("bob", "guess"), 300)
                                    .status())
                    .isIn(401, 403);
            assertThat(
                            phone.register(lab.gateway().sip(), new Digest("nobody", "nobody"), 300)
                                    .status())
                    .isIn(401, 403);
        }
    }

    /** In dev mode strangers may call; but nobody may call in the name of a user without that user's password. */
    @Test
    void aCallInTheNameOfAUserNeedsItsPassword(Lab lab) {
        try (var phone = ScriptedPhone.open("bob")) {
            var call = phone.dial(lab.gateway().uri("600"), List.of("PCMA"), Optional.empty());
            assertThat(call.awaitFinal(SOON).status()).isIn(401, 407);
            var other =
                    phone.dial(
                            lab.gateway().uri("600"),
                            List.of("PCMA"),
                            Optional.of(new Digest("bob", "guess")));
            assertThat(other.awaitFinal(SOON).status()).isIn(401, 403, 407);
        }
    }
}
