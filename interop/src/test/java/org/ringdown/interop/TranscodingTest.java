package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.BARESIP_HZ;
import static org.ringdown.interop.Lab.SOON;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.process.Patience;

/** Pages in Chromium and phones that share no codec hear each other all the same. */
@Scenario
class TranscodingTest {
    private static final String KEYS = "0123456789*#";

    @ParameterizedTest
    @CsvSource({"PCMU, opus", "opus, pcma", "opus, g722", "G722, pcmu"})
    void aPageCallsAPhoneWithAnotherCodec(String page, String phone, Lab lab) {
        var baresip = lab.baresip();
        baresip.forget();
        try (var caller = lab.page(lab.chromium(), "alice")) {
            caller.hasOnly(page);
            caller.dial(baresip.uri(phone));
            caller.awaitAnswered();

            assertThat(caller.awaitTone(BARESIP_HZ).good()).isTrue();
            assertThat(baresip.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            caller.hangup();
            caller.awaitEnd();
            assertThat(LadderTest.ladder(lab.gateway()))
                    .contains("sound converted from " + shown(page) + " to " + shown(phone))
                    .contains("sound converted from " + shown(phone) + " to " + shown(page));
        }
    }

    @Test
    void keysPassBothWays(Lab lab) {
        try (var phone = ScriptedPhone.open("keys");
                var page = lab.page(lab.chromium(), "alice")) {
            page.hasOnly("opus");
            page.dial(phone.uri());
            var call = phone.awaitCall(SOON);
            call.answer("PCMA");
            page.awaitAnswered();

            page.press(KEYS);
            Patience.await("key # at the phone", SOON, () -> call.rtp().keysHeard().endsWith("#"));
            assertThat(call.rtp().keysHeard()).isEqualTo(KEYS);
            call.rtp().press(KEYS);
            page.awaitKeys(KEYS);
            page.hangup();
            call.awaitHangup(SOON);
        }
    }

    /** A codec's name as people write it. */
    private static String shown(String codec) {
        return switch (codec.toLowerCase(Locale.ROOT)) {
            case "opus" -> "Opus";
            case "g722" -> "G.722";
            default -> codec.toUpperCase(Locale.ROOT);
        };
    }
}
