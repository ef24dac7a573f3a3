package org.ringdown.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ringdown.worker.VirtualLoop;

class HouseholdsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualLoop first = new VirtualLoop();
    private final VirtualLoop second = new VirtualLoop();
    private final Households households = new Households(List.of(first, second));

    @Test
    void idleWorkersAreFilledOneAfterTheOther() {
        for (int i = 0; i < 100; i++) assertThat(households.home(i)).isZero();
    }

    @Test
    void aBusyWorkerGetsNobodyNew() {
        busy(first, 0.5);
        assertThat(households.home(1)).isOne();
    }

    @Test
    void whereAllAreBusyTheLeastBusyGetsThem() {
        pass(SECOND, 0.9, 0.7);
        assertThat(households.home(1)).isOne();
        pass(SECOND, 0.6, 0.7);
        assertThat(households.home(2)).isZero();
    }

    @Test
    void whoHasLegsStaysWhereTheyAre() {
        assertThat(households.home(7)).isZero();
        households.entered(7, 0);
        pass(Duration.ofHours(1), 0.9, 0);
        assertThat(households.home(7)).isZero();
        households.left(7, 0);
        pass(Duration.ofHours(1), 0.9, 0);
        assertThat(households.home(7)).isOne();
    }

    @Test
    void whoAsksStaysForAMinuteBeforeThereAreLegs() {
        households.home(7);
        pass(Duration.ofSeconds(59), 0.9, 0);
        assertThat(households.home(7)).isZero();
        pass(Duration.ofSeconds(61), 0.9, 0);
        assertThat(households.home(7)).isOne();
    }

    @Test
    void manyWhoComeAtOnceDoNotAllLandOnOne() {
        int there = 0;
        for (int i = 0; i < 1000; i++) {
            int home = households.home(i);
            households.entered(i, home);
            there += home;
        }
        assertThat(there).isBetween(400, 600);
    }

    @Test
    void thoseWhoAreSilentYetCountToo() {
        int there = 0;
        for (int i = 0; i < 1000; i++) {
            pass(Duration.ofMillis(50), 0, 0);
            int home = households.home(i);
            households.entered(i, home);
            there += home;
        }
        assertThat(there).isBetween(400, 600);
    }

    @Test
    void whoHasLeftMakesRoom() {
        for (int i = 0; i < 400; i++) households.entered(i, 0);
        pass(SECOND, 0, 0);
        assertThat(households.home(500)).isOne();
        for (int i = 0; i < 400; i++) households.left(i, 0);
        assertThat(households.home(501)).isZero();
    }

    @Test
    void namesAreSpreadOverAllHouseholds() {
        long taken =
                IntStream.range(0, 20_000).map(i -> Households.of("user" + i)).distinct().count();
        assertThat(taken).isGreaterThan(Households.COUNT / 2);
    }

    private void busy(VirtualLoop loop, double share) {
        pass(SECOND, loop == first ? share : 0, loop == second ? share : 0);
    }

    private void pass(Duration time, double firstShare, double secondShare) {
        first.pass(time);
        second.pass(time);
        first.work(share(time, firstShare));
        second.work(share(time, secondShare));
    }

    private static Duration share(Duration time, double share) {
        return Duration.ofNanos((long) (time.toNanos() * share));
    }
}
