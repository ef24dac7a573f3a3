package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.sound.Interruption;

/** The call outlives the browser: another one brings it back, and the far end neither is told nor hears a break in the stream. */
@Scenario
@Alone
class ComebackTest {
    /** What was measured is printed; this is for two busy cores. */
    private static final Duration BACK_WITHIN = Duration.ofSeconds(6);

    /** Where all that is needed is made ready before the call moves. */
    private static final Duration GOES_WITHIN = Duration.ofSeconds(2);

    private static final int PULLS = 2;

    @Test
    void aBrowserThatIsKilledIsOpenedAgain(Lab lab) {
        try (var phone = ScriptedPhone.open("killed");
                var killed = Browser.chromium(lab.folder("killed-chromium"), Map.of())) {
            var call = UnbrokenCall.of(lab.page(killed, "alice"), phone, phone.uri());
            killed.kill();
            try (var again = Browser.chromium(lab.folder("again-chromium"), Map.of());
                    var page = lab.page(again, "alice")) {
                bringsItBack("a browser that was killed", page, call, BACK_WITHIN);
                call.endsUnnoticed(page);
            }
        }
    }

    /** Firefox with a sound output, so that it can be heard what it plays; to open that takes it seconds here, which is no figure of ours. */
    @Test
    void anotherBrowserPullsTheCall(Lab lab) {
        try (var phone = ScriptedPhone.open("other");
                var first = lab.page(lab.chromium(), "alice")) {
            var call = UnbrokenCall.of(first, phone, phone.uri());
            var environment = lab.sound().environment();
            try (var firefox = Browser.firefox(lab.folder("other-firefox"), environment);
                    var page = lab.page(firefox, "alice")) {
                bringsItBack("another browser", page, call, BACK_WITHIN);
                call.endsUnnoticed(page);
            }
        }
    }

    /** There and back, again and again, with and without a connection made ready; Firefox without a sound output, which it would wait for. */
    @Test
    void theCallGoesFromBrowserToBrowserWithoutAPause(Lab lab) {
        try (var phone = ScriptedPhone.open("pulled");
                var chromium = lab.page(lab.chromium(), "alice");
                var firefox = Browser.firefox(lab.folder("silent-firefox"), Map.of());
                var page = lab.page(firefox, "alice")) {
            var call = UnbrokenCall.of(chromium, phone, phone.uri());
            for (int i = 0; i < PULLS; i++) {
                bringsItBack("Firefox", page, call, GOES_WITHIN);
                bringsItBack("Chromium", chromium, call, GOES_WITHIN);
                page.page().run("await lab.phone.prepare()");
                bringsItBack("Firefox, prepared", page, call, GOES_WITHIN);
                bringsItBack("Chromium", chromium, call, GOES_WITHIN);
            }
            call.endsUnnoticed(chromium);
        }
    }

    private static void bringsItBack(
            String who, PhonePage page, UnbrokenCall call, Duration within) {
        long asked = System.nanoTime();
        double here = page.pull();
        var rtp = call.call().rtp();
        var there = Interruption.await(Browser.MICROPHONE_HZ, () -> rtp.heardSince(asked));
        System.out.printf(
                "pulled by %s: sound after %.0f ms here, %d ms of silence at the phone%n",
                who, here, there.toMillis());
        assertThat(here).isLessThan(within.toMillis());
        assertThat(there).isLessThan(within);
    }
}
