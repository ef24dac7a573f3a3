package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.peer.Sipp;
import org.ringdown.interop.phone.Digest;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.process.Ports;

/** Keys pressed on either side arrive at the other, each once and in order. */
@Scenario
class KeysTest {
    private static final String KEYS = "0123456789*#";

    @Test
    void pageToPhone(Lab lab) {
        try (var phone = ScriptedPhone.open("keys");
                var page = lab.page(lab.chromium(), "alice")) {
            page.dial(phone.uri());
            var call = phone.awaitCall(SOON);
            call.answer("PCMA");
            page.awaitAnswered();

            page.press(KEYS);
            Patience.await("key # at the phone", SOON, () -> call.rtp().keysHeard().endsWith("#"));
            assertThat(call.rtp().keysHeard()).isEqualTo(KEYS);
            page.hangup();
            call.awaitHangup(SOON);
        }
    }

    @Test
    void phoneToPage(Lab lab) {
        try (var phone = ScriptedPhone.open("keys");
                var page = lab.page(lab.chromium(), "alice")) {
            page.dial(phone.uri());
            var call = phone.awaitCall(SOON);
            call.answer("PCMA");
            page.awaitAnswered();

            call.rtp().press(KEYS);
            page.awaitKeys(KEYS);
            call.hangup();
            page.awaitEnd();
        }
    }

    @Test
    void sippToPage(Lab lab) {
        int port = lab.gateway().sip().getPort();
        try (var page = lab.page(lab.chromium(), "alice");
                var sipp =
                        Sipp.calling(
                                lab.folder("sipp-keys"),
                                "call-keys",
                                Ports.free(),
                                port,
                                "alice",
                                "bob",
                                "bob",
                                1500,
                                "-m",
                                "1",
                                "-d",
                                "2000")) {
            page.awaitIncoming();
            page.answer();
            page.awaitKeys("147#");
            assertThat(sipp.awaitSuccess(SOON)).isEqualTo(new Sipp.Count(1, 0));
        }
    }

    @Test
    void pageToTheNumberThatRepeatsThem(Lab lab) {
        try (var page = lab.page(lab.chromium(), "alice")) {
            page.dial("604");
            page.awaitAnswered();
            page.press(KEYS);
            page.awaitKeys(KEYS);
            page.hangup();
            page.awaitEnd();
        }
    }

    @Test
    void phoneToTheNumberThatRepeatsThem(Lab lab) {
        try (var phone = ScriptedPhone.open("keys")) {
            var call =
                    phone.dial(
                            lab.gateway().uri("604"),
                            List.of("PCMA"),
                            Optional.of(new Digest("bob", "bob")));
            call.awaitAnswer(SOON);
            call.rtp().press(KEYS);
            Patience.await(
                    "key # back at the phone", SOON, () -> call.rtp().keysHeard().endsWith("#"));
            assertThat(call.rtp().keysHeard()).isEqualTo(KEYS);
            call.hangup();
        }
    }
}
