package org.ringdown.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeterTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    @Test
    void noMoreAtATimeThanAllowed() {
        var two = Allowance.atOnce(2);
        var meter = Meter.UNUSED.begins(0);
        assertThat(meter.excess(two, 0)).isEmpty();
        meter = meter.begins(0);
        assertThat(meter.excess(two, 0)).contains(Limit.CALLS);
        assertThat(meter.rate(two, 0)).as("one that is there may go on elsewhere").isEmpty();
        assertThat(meter.ends(false, 1).excess(two, 1)).isEmpty();
    }

    @Test
    void noMoreInASecondOrAnHourThanAllowedEvenIfTheyEndAtOnce() {
        var slow = Allowance.NONE.withCallsPerSecond(2).withCallsPerHour(3);
        var meter =
                Meter.UNUSED.begins(0).ends(false, 0).begins(SECOND / 2).ends(false, SECOND / 2);
        assertThat(meter.excess(slow, SECOND - 1)).contains(Limit.CALLS_PER_SECOND);
        assertThat(meter.excess(slow, 2 * SECOND)).isEmpty();
        meter = meter.dials(2 * SECOND);
        assertThat(meter.excess(slow, MINUTE)).contains(Limit.CALLS_PER_HOUR);
        assertThat(meter.excess(slow, HOUR)).contains(Limit.CALLS_PER_HOUR);
        assertThat(meter.excess(slow, HOUR + 5 * MINUTE)).isEmpty();
    }

    @Test
    void minutesRunWhileItTalksForEachThatDoes() {
        var ten = Allowance.NONE.withMinutesPerDay(10);
        var meter = Meter.UNUSED.begins(0).begins(0);
        assertThat(meter.left(ten, 5 * MINUTE)).as("it rings").isEmpty();
        meter = meter.talks(MINUTE);
        assertThat(meter.left(ten, 2 * MINUTE)).hasValue(9 * MINUTE);
        meter = meter.talks(2 * MINUTE);
        assertThat(meter.left(ten, 4 * MINUTE)).hasValue(5 * MINUTE / 2);
        meter = meter.ends(true, 4 * MINUTE);
        assertThat(meter.left(ten, 5 * MINUTE)).hasValue(4 * MINUTE);
        assertThat(meter.excess(ten, 9 * MINUTE)).contains(Limit.MINUTES_PER_DAY);
        meter = meter.ends(true, 9 * MINUTE);
        assertThat(meter.excess(ten, 20 * HOUR)).contains(Limit.MINUTES_PER_DAY);
        assertThat(meter.excess(ten, 26 * HOUR)).isEmpty();
    }

    @Test
    void itIsIdleOnceAllIsForgotten() {
        var meter = Meter.UNUSED.begins(0).talks(0);
        assertThat(meter.isIdle(48 * HOUR)).isFalse();
        meter = meter.ends(true, MINUTE);
        assertThat(meter.isIdle(2 * HOUR)).isFalse();
        assertThat(meter.isIdle(26 * HOUR)).isTrue();
    }

    @Test
    void withoutLimitsThereAreNone() {
        var meter = Meter.UNUSED;
        for (int i = 0; i < 1000; i++) meter = meter.begins(0).talks(0);
        assertThat(meter.excess(Allowance.NONE, HOUR)).isEqualTo(Optional.empty());
        assertThat(meter.left(Allowance.NONE, HOUR)).isEmpty();
    }
}
