package org.ringdown.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long HOUR = 60 * MINUTE;

    @Test
    void whatIsWithinTheSpanCountsAndWhatIsOlderThanAStepMoreDoesNot() {
        var window = Window.over(Duration.ofHours(1), 12).plus(3, 0);
        assertThat(window.sum(0)).isEqualTo(3);
        assertThat(window.sum(HOUR)).isEqualTo(3);
        assertThat(window.sum(HOUR + 5 * MINUTE)).isZero();
        assertThat(window.plus(2, 30 * MINUTE).sum(HOUR + 5 * MINUTE)).isEqualTo(2);
        assertThat(window.plus(1, 100 * HOUR).sum(100 * HOUR)).isEqualTo(1);
    }

    @Test
    void itIsAValue() {
        var window = Window.over(Duration.ofHours(1), 12).plus(3, 0);
        window.plus(4, 0);
        assertThat(window.sum(0)).isEqualTo(3);
    }

    @Test
    void theClockMayBeginAnywhere() {
        long origin = Long.MIN_VALUE / 2;
        var window = Window.over(Duration.ofHours(1), 12).plus(3, origin);
        assertThat(window.sum(origin + HOUR)).isEqualTo(3);
        assertThat(window.sum(origin + 2 * HOUR)).isZero();
    }

    @Test
    void neverLessThanThereWasWithinAnySpan() {
        for (int seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            var window = Window.over(Duration.ofHours(1), 12);
            var times = new ArrayList<Long>();
            long now = random.nextLong(-HOUR, HOUR);
            for (int i = 0; i < 400; i++) {
                now += random.nextLong(random.nextInt(20) == 0 ? 2 * HOUR : 2 * MINUTE);
                times.add(now);
                window = window.plus(1, now);
                long then = now;
                long exact = times.stream().filter(time -> time > then - HOUR).count();
                long late = times.stream().filter(time -> time > then - HOUR - 5 * MINUTE).count();
                assertThat(window.sum(now)).isBetween(exact, late);
            }
        }
    }
}
