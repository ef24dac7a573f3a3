package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.phone.Digest;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.sound.G711;

/** What an unmodified SIP library in a browser does with us: it registers as bob, calls, is called, and hangs up. */
abstract class WebPhoneScenarios {
    private final String library;

    WebPhoneScenarios(String library) {
        this.library = library;
    }

    private PhonePage open(Lab lab) {
        return lab.sipPage(lab.chromium(), library, "bob");
    }

    @Test
    void itRegistersAndHearsItsEcho(Lab lab) {
        try (var bob = open(lab)) {
            bob.dial("600");
            bob.awaitState("active");
            assertThat(bob.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            bob.hangup();
            bob.awaitEnd();
        }
    }

    @Test
    void itIsCalledByAPhoneAndBothHear(Lab lab) {
        try (var bob = open(lab);
                var phone = ScriptedPhone.open("alice")) {
            var call =
                    phone.dial(
                            lab.gateway().uri("bob"),
                            List.of("PCMA"),
                            Optional.of(new Digest("alice", "alice")));
            call.rtp().say(Voice.tone(G711.PCMA, 1500));
            bob.awaitIncoming();
            bob.answer();
            call.awaitAnswer(SOON);
            bob.awaitState("active");
            assertThat(bob.awaitTone(1500).good()).isTrue();
            assertThat(call.rtp().awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            call.hangup();
            bob.awaitEnd();
        }
    }

    @Test
    void itIsCalledByAPageAndHangsUp(Lab lab) {
        try (var bob = open(lab);
                var alice = lab.page(lab.chromium(), "alice")) {
            alice.dialWithTone("bob", 700);
            bob.awaitIncoming();
            alice.awaitState("ringing");
            bob.answer();
            alice.awaitAnswered();
            bob.awaitState("active");
            assertThat(bob.awaitTone(700).good()).isTrue();
            assertThat(alice.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            bob.hangup();
            assertThat(alice.awaitEnd().path("reason").asString()).isEqualTo("hangup");
        }
    }

    @Test
    void itCallsAPageThatRefuses(Lab lab) {
        try (var bob = open(lab);
                var alice = lab.page(lab.chromium(), "alice")) {
            bob.dial("alice");
            alice.awaitIncoming();
            alice.reject(true);
            bob.awaitEnd();
        }
    }

    @Test
    void itsCallerGivesUp(Lab lab) {
        try (var bob = open(lab);
                var alice = lab.page(lab.chromium(), "alice")) {
            alice.dial("bob");
            bob.awaitIncoming();
            alice.hangup();
            bob.awaitEnd();
        }
    }

    /** Whoever closes a tab says nothing: the stream that is gone says it. At a gateway where bob has no other phone. */
    @Test
    void itsReloadRingsOnceAndItsEndLeavesNobodyToRing(Lab lab) {
        try (var gateway = Gateway.start(lab.folder("gateway-of-one-" + library));
                var alice = lab.page(lab.chromium(), gateway, "alice")) {
            var bob = lab.sipPage(lab.chromium(), gateway, library, "bob");
            try {
                bob.page().reload();
                bob.page()
                        .await(
                                "registration after a reload",
                                SOON,
                                "window.lab?.phone.state === 'registered'");
                alice.dial("bob");
                bob.awaitIncoming();
                bob.answer();
                alice.awaitAnswered();
                alice.hangup();
                bob.awaitEnd();
            } finally {
                bob.vanish();
            }
            alice.dial("bob");
            assertThat(alice.awaitEnd().path("reason").asString()).isEqualTo("unavailable");
        }
    }

    @Test
    void itsKeysArrive(Lab lab) {
        try (var bob = open(lab);
                var alice = lab.page(lab.chromium(), "alice")) {
            bob.dial("alice");
            alice.awaitIncoming();
            alice.answer();
            bob.awaitState("active");
            assertThat(alice.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            bob.press("7");
            alice.awaitKeys("7");
            bob.hangup();
            alice.awaitEnd();
        }
    }
}
