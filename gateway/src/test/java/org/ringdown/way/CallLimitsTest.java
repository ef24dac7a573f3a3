package org.ringdown.way;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.ringdown.trunk.Trunk;
import org.ringdown.way.CallLimits.Toll;

/** How many calls there may be at a time, and within a second. */
class CallLimitsTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private final CallLimits limits = new CallLimits();

    @Test
    void noMoreAtATimeThanAllowed() {
        var two = toll("trunk:a", 2, 100);
        var one = limits.admit(two, 0);
        assertThat(one).isPresent();
        assertThat(limits.admit(two, 0)).isPresent();
        assertThat(limits.admit(two, 0)).isEmpty();
        one.get().release();
        one.get().release();
        assertThat(limits.admit(two, 0)).isPresent();
        assertThat(limits.admit(two, 0)).as("a release counts once").isEmpty();
    }

    @Test
    void noMoreInASecondThanAllowedEvenIfTheyEndAtOnce() {
        var slow = toll("trunk:a", 100, 2);
        limits.admit(slow, 0).orElseThrow().release();
        limits.admit(slow, SECOND / 2).orElseThrow().release();
        assertThat(limits.admit(slow, SECOND - 1)).isEmpty();
        assertThat(limits.admit(slow, SECOND)).isPresent();
    }

    @Test
    void eachIsCountedForItself() {
        assertThat(limits.admit(toll("trunk:a", 1, 1), 0)).isPresent();
        assertThat(limits.admit(toll("trunk:b", 1, 1), 0)).isPresent();
    }

    @Test
    void withoutLimitsThereAreNone() {
        var free = new Toll("trunk:a", Trunk.Limits.NONE);
        for (int i = 0; i < 1000; i++) assertThat(limits.admit(free, 0)).isPresent();
    }

    private static Toll toll(String who, int calls, int perSecond) {
        return new Toll(who, new Trunk.Limits(OptionalInt.of(calls), OptionalInt.of(perSecond)));
    }
}
