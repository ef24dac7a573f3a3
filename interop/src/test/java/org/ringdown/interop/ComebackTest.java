package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.phone.Breaks;
import org.ringdown.interop.phone.PhoneCall;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.sound.G711;
import org.ringdown.interop.sound.Hearing;

/** The call outlives the browser: another one brings it back, and the far end neither is told nor hears a break in the stream. */
@Scenario
@Alone
class ComebackTest {
    private static final int PHONE_HZ = 1500;

    /** What was measured is printed; this is for two busy cores. */
    private static final double BACK_WITHIN_MILLIS = 6000;

    private static final int PCMA_RATE = 8000;
    private static final int KEYS = 101;

    @Test
    void aBrowserThatIsKilledIsOpenedAgain(Lab lab) {
        try (var phone = ScriptedPhone.open("killed");
                var killed = Browser.chromium(lab.folder("killed-chromium"), Map.of())) {
            var first = lab.page(killed, "alice");
            var call = talk(first, phone);
            killed.kill();
            try (var again = Browser.chromium(lab.folder("again-chromium"), Map.of());
                    var page = lab.page(again, "alice")) {
                bringsItBack("a browser that was killed", page, phone, call);
            }
        }
    }

    @Test
    void anotherBrowserPullsTheCall(Lab lab) {
        try (var phone = ScriptedPhone.open("other");
                var first = lab.page(lab.chromium(), "alice")) {
            var call = talk(first, phone);
            try (var firefox =
                            Browser.firefox(
                                    lab.folder("other-firefox"), lab.sound().environment());
                    var page = lab.page(firefox, "alice")) {
                bringsItBack("another browser", page, phone, call);
            }
        }
    }

    private static PhoneCall talk(PhonePage page, ScriptedPhone phone) {
        page.dial(phone.uri());
        var call = phone.awaitCall(SOON);
        call.rtp().say(Voice.tone(G711.PCMA, PHONE_HZ));
        call.answer("PCMA");
        page.awaitAnswered();
        assertThat(page.awaitTone(PHONE_HZ).good()).isTrue();
        assertThat(call.rtp().awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
        return call;
    }

    private static void bringsItBack(
            String who, PhonePage page, ScriptedPhone phone, PhoneCall call) {
        int requests = phone.requests().size();
        long asked = System.nanoTime();
        double here = page.pull();
        call.rtp().awaitTone(Browser.MICROPHONE_HZ);
        var there = call.rtp().heardSince(asked);
        var toned = Hearing.of(there, Browser.MICROPHONE_HZ).onset().orElseThrow();
        System.out.printf(
                "pulled by %s: sound after %.0f ms here, %d ms at the phone%n",
                who, here, toned.toMillis());
        assertThat(here).isLessThan(BACK_WITHIN_MILLIS);
        assertThat((double) toned.toMillis()).isLessThan(BACK_WITHIN_MILLIS);
        assertThat(page.awaitTone(PHONE_HZ).good()).isTrue();
        assertThat(phone.requests()).as("SIP requests that the phone got").hasSize(requests);
        assertThat(phone.repetitions()).isZero();
        assertThat(Breaks.of(call.rtp().arrivals(), PCMA_RATE, KEYS))
                .as("breaks in what the phone got")
                .isEmpty();
        page.hangup();
        call.awaitHangup(SOON);
    }
}
