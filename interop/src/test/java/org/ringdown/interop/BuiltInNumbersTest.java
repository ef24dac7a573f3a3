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
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.sound.G711;

/** The numbers that the program answers itself, from a page and from a phone. */
@Scenario
class BuiltInNumbersTest {
    @Test
    void aPageHearsItsEcho(Lab lab) {
        try (var page = lab.page(lab.chromium(), "alice")) {
            page.dial("600");
            page.awaitAnswered();
            assertThat(page.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            page.hangup();
            assertThat(page.awaitEnd().path("reason").asString()).isEqualTo("hangup");
        }
    }

    @Test
    void aPageHearsMusic(Lab lab) {
        try (var page = lab.page(lab.chromium(), "alice")) {
            page.dial("601");
            page.awaitAnswered();
            page.page().run("await lab.listen()");
            Patience.await("music", SOON, () -> loud(page.page().heard().samples()));
            page.hangup();
            page.awaitEnd();
        }
    }

    @Test
    void aPhoneHearsItsEcho(Lab lab) {
        try (var phone = ScriptedPhone.open("echo")) {
            var call =
                    phone.dial(
                            lab.gateway().uri("600"),
                            List.of("PCMA"),
                            Optional.of(new Digest("bob", "bob")));
            call.rtp().say(Voice.tone(G711.PCMA, 1500));
            call.awaitAnswer(SOON);
            assertThat(call.rtp().awaitTone(1500).good()).isTrue();
            call.hangup();
        }
    }

    /** Half a second above -40 dB. */
    private static boolean loud(float[] samples) {
        int loud = 0;
        for (float sample : samples) if (Math.abs(sample) > 0.01) loud++;
        return loud > 24_000;
    }
}
