package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.phone.Breaks;
import org.ringdown.interop.phone.PhoneCall;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.sound.G711;
import org.ringdown.interop.sound.Hearing;

/** The call belongs to the gateway: the page may be loaded anew as often as it likes, and the far end sees nothing of it. */
@Scenario
class ReloadTest {
    private static final int RELOADS = 10;
    private static final int PHONE_HZ = 1500;
    private static final double BACK_WITHIN_MILLIS = 1500;
    private static final int PCMA_RATE = 8000;
    private static final int KEYS = 101;

    @Test
    void tenReloadsInOneCall(Lab lab) {
        try (var phone = ScriptedPhone.open("reload");
                var page = lab.page(lab.chromium(), "alice")) {
            page.dial(phone.uri());
            var call = phone.awaitCall(SOON);
            call.rtp().say(Voice.tone(G711.PCMA, PHONE_HZ));
            call.answer("PCMA");
            page.awaitAnswered();
            assertThat(page.awaitTone(PHONE_HZ).good()).isTrue();
            assertThat(call.rtp().awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            var requests = phone.requests().size();

            var toPage = new ArrayList<Double>();
            var toPhone = new ArrayList<Double>();
            for (int i = 0; i < RELOADS; i++) reload(page, call, toPage, toPhone);

            System.out.printf(
                    "after a reload, ms until sound is back: in the page %.0f, at the phone %.0f%n",
                    worst(toPage), worst(toPhone));
            assertThat(phone.requests()).as("SIP requests that the phone got").hasSize(requests);
            assertThat(phone.repetitions()).isZero();
            assertThat(Breaks.of(call.rtp().arrivals(), PCMA_RATE, KEYS))
                    .as("breaks in what the phone got")
                    .isEmpty();
            assertThat(toPage)
                    .allSatisfy(millis -> assertThat(millis).isLessThan(BACK_WITHIN_MILLIS));
            assertThat(toPhone)
                    .allSatisfy(millis -> assertThat(millis).isLessThan(BACK_WITHIN_MILLIS));
            assertThat(page.awaitTone(PHONE_HZ).good()).isTrue();
            assertThat(call.rtp().awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();

            page.hangup();
            call.awaitHangup(SOON);
        }
    }

    private static void reload(
            PhonePage page, PhoneCall call, List<Double> toPage, List<Double> toPhone) {
        long before = System.nanoTime();
        page.reloadWithCall();
        page.awaitSound();
        toPage.add(page.page().run("return lab.firstAudio - lab.born").asDouble());
        toPhone.add(
                millisOfFirstTone(call, before) - page.page().run("return lab.born").asDouble());
    }

    /** When the page's tone was back at the phone after it was gone, in milliseconds of the wall clock. */
    private static double millisOfFirstTone(PhoneCall call, long before) {
        double offset = System.currentTimeMillis() - System.nanoTime() / 1e6;
        return Patience.await(
                        "tone of the page at the phone",
                        SOON,
                        Duration.ofMillis(100),
                        () -> backAt(call, before))
                + offset;
    }

    /** After a pause of at least 100 ms without the tone, the first 100 ms with it: when they began, in milliseconds of nanoTime. */
    private static Optional<Double> backAt(PhoneCall call, long before) {
        var windows = Duration.ofMillis(100);
        boolean gone = false;
        for (long at = before;
                at + windows.toNanos() < System.nanoTime();
                at += windows.toNanos() / 5) {
            boolean toned =
                    Hearing.of(
                                            call.rtp().heardSince(at).slice(Duration.ZERO, windows),
                                            Browser.MICROPHONE_HZ)
                                    .share()
                            > 0.5;
            if (!toned) gone = true;
            else if (gone) return Optional.of(at / 1e6);
        }
        return Optional.empty();
    }

    private static double worst(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}
