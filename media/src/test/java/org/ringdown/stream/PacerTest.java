package org.ringdown.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacerTest {
    private static final long MILLI = 1_000_000;
    private static final long FRAME = 20 * MILLI;

    private final Pacer pacer = new Pacer();
    private final List<Long> due = new ArrayList<>();
    private long now = Long.MAX_VALUE - 5_000 * MILLI; // a clock may wrap

    @Test
    void whatComesEvenlyGoesOnAtOnce() {
        for (int i = 0; i < 500; i++, now += FRAME) {
            come(1);
            assertThat(due.getLast()).isEqualTo(now);
        }
    }

    @Test
    void burstsGoOnEvenly() {
        for (int burst = 0; burst < 50; burst++, now += 10 * FRAME) come(10);
        assertThat(steps()).containsOnly(FRAME);
    }

    /** The first late one leaves a gap; behind it there is as much in store as it takes. */
    @Test
    void unevenBurstsGoOnEvenlyOnceTheLatestHasCome() {
        for (int burst = 0; burst < 50; burst++) {
            come(10);
            now += burst % 2 == 0 ? 8 * FRAME : 12 * FRAME;
        }
        assertThat(steps().subList(30, steps().size())).containsOnly(FRAME);
    }

    @Test
    void aLongStallIsNotKeptInStore() {
        come(1);
        now += 1_000 * MILLI;
        come(50);
        assertThat(due.getLast() - now).isEqualTo(300 * MILLI);
    }

    @Test
    void whatWasHeldBackOnceIsCaughtUpWith() {
        come(1);
        now += 12 * FRAME;
        come(12); // a stall of a quarter of a second
        for (int i = 0; i < 60 * 50; i++) {
            now += FRAME;
            come(1);
        }
        assertThat(due.getLast() - now).isLessThanOrEqualTo(30 * MILLI);
        assertThat(steps()).allSatisfy(step -> assertThat(step).isLessThanOrEqualTo(12 * FRAME));
        assertThat(steps().subList(1, steps().size()))
                .allSatisfy(step -> assertThat(step).isBetween(FRAME * 19 / 20, FRAME));
    }

    private void come(int frames) {
        for (int i = 0; i < frames; i++) due.add(pacer.due(now, FRAME));
    }

    private List<Long> steps() {
        var steps = new ArrayList<Long>();
        for (int i = 1; i < due.size(); i++) steps.add(due.get(i) - due.get(i - 1));
        return steps;
    }
}
