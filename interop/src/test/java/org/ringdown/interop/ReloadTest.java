package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.phone.PhoneCall;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.sound.Hearing;
import org.ringdown.interop.sound.Sound;

/** The call belongs to the gateway: the page may be loaded anew as often as it likes, and the far end sees nothing of it. */
@Scenario
@Alone
class ReloadTest {
    private static final int RELOADS = 20;
    private static final double BACK_WITHIN_MILLIS = 1500;
    private static final Duration WINDOW = Duration.ofMillis(40);

    /** After so long without a gap there will be none. */
    private static final Duration UNNOTICED = Duration.ofSeconds(4);

    @Test
    void twentyReloadsInOneCall(Lab lab) {
        try (var phone = ScriptedPhone.open("reload");
                var page = lab.page(lab.chromium(), "alice")) {
            var unbroken = UnbrokenCall.of(page, phone, phone.uri());

            var toPage = new ArrayList<Double>();
            var toPhone = new ArrayList<Double>();
            for (int i = 0; i < RELOADS; i++) reload(page, unbroken.call(), toPage, toPhone);

            System.out.printf(
                    "after a reload, ms until sound is back, median and worst: in the page %.0f %.0f, at the phone %.0f %.0f%n",
                    median(toPage), worst(toPage), median(toPhone), worst(toPhone));
            assertThat(toPage)
                    .allSatisfy(millis -> assertThat(millis).isLessThan(BACK_WITHIN_MILLIS));
            assertThat(toPhone)
                    .allSatisfy(millis -> assertThat(millis).isLessThan(BACK_WITHIN_MILLIS));
            unbroken.endsUnnoticed(page);
        }
    }

    private static void reload(
            PhonePage page, PhoneCall call, List<Double> toPage, List<Double> toPhone) {
        double wallClock = System.currentTimeMillis();
        long before = System.nanoTime();
        page.reloadWithCall();
        page.awaitSound();
        toPage.add(page.page().run("return lab.firstAudio - lab.born").asDouble());
        toPhone.add(
                wallClock
                        + awaitBack(call, before).toMillis()
                        - page.page().run("return lab.born").asDouble());
    }

    /** How long after {@code before} the page's tone was back at the phone. */
    private static Duration awaitBack(PhoneCall call, long before) {
        try {
            return Patience.await(
                    "tone of the page at the phone",
                    SOON,
                    Duration.ofMillis(100),
                    () -> back(call.rtp().heardSince(before)));
        } catch (AssertionError e) {
            var heard = call.rtp().heardSince(before);
            var shares =
                    new StringBuilder(
                            e.getMessage() + "; its share in each 40 ms since the reload:");
            for (var from = Duration.ZERO;
                    from.compareTo(heard.length()) < 0;
                    from = from.plus(WINDOW)) {
                shares.append(" %.1f".formatted(share(heard, from)));
            }
            throw new AssertionError(shares.toString(), e);
        }
    }

    /** When the tone comes again after it was gone; where nobody could have noticed that it was, at once. */
    private static Optional<Duration> back(Sound heard) {
        boolean gone = false;
        for (var from = Duration.ZERO;
                from.plus(WINDOW).compareTo(heard.length()) < 0;
                from = from.plusMillis(20)) {
            boolean toned = share(heard, from) > 0.5;
            if (toned && gone) return Optional.of(from);
            gone |= !toned;
        }
        boolean unnoticed = !gone && heard.length().compareTo(UNNOTICED) > 0;
        return unnoticed ? Optional.of(Duration.ZERO) : Optional.empty();
    }

    private static double share(Sound heard, Duration from) {
        return Hearing.of(heard.slice(from, WINDOW), Browser.MICROPHONE_HZ).share();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static double worst(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}
