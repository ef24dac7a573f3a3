package org.ringdown.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every order that threads could give is given by some seed, always the same by the same, and time passes only when it must. */
class SeededExecutorTest {
    private static final int SEEDS = 400;

    @Test
    void everyOrderOfThreeTasksOccurs() {
        Set<String> orders = new HashSet<>();
        for (int seed = 0; seed < SEEDS; seed++) orders.add(order(seed));
        assertThat(orders).containsExactlyInAnyOrder("abc", "acb", "bac", "bca", "cab", "cba");
    }

    private static String order(long seed) {
        var executor = new SeededExecutor(seed);
        var order = new StringBuilder();
        for (var task : List.of("a", "b", "c")) executor.execute(() -> order.append(task));
        executor.runUntilIdle();
        return order.toString();
    }

    @Test
    void theSameSeedGivesTheSameOrder() {
        for (int seed = 0; seed < SEEDS; seed++) assertThat(order(seed)).isEqualTo(order(seed));
    }

    @Test
    void aLaneKeepsItsOrderBetweenTheOthers() {
        Set<String> orders = new HashSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            var executor = new SeededExecutor(seed);
            var order = new StringBuilder();
            var lane = executor.lane();
            lane.execute(() -> order.append("1"));
            lane.execute(() -> order.append("2"));
            executor.execute(() -> order.append("x"));
            executor.runUntilIdle();
            orders.add(order.toString());
        }
        assertThat(orders).containsExactlyInAnyOrder("12x", "1x2", "x12");
    }

    /** The cancel comes in time, by the clock; whoever brings it may still be too slow. */
    @Test
    void aTimerMayOvertakeATaskThatWasThereBefore() {
        Set<Boolean> cancelled = new HashSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            var executor = new SeededExecutor(seed);
            var ran = new ArrayList<String>();
            var timer = executor.time().after(Duration.ofMillis(2), () -> ran.add("timer"));
            executor.execute(timer::cancel);
            executor.runUntilIdle();
            cancelled.add(ran.isEmpty());
        }
        assertThat(cancelled).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void noTaskWaitsForLongerThanTheLag() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var executor = new SeededExecutor(seed);
            var waited = new ArrayList<Duration>();
            for (int i = 0; i < 20; i++) {
                executor.execute(() -> waited.add(executor.time().elapsed()));
                executor.time().after(Duration.ofMillis(i), () -> {});
            }
            executor.runUntilIdle();
            assertThat(waited).allMatch(time -> time.compareTo(SeededExecutor.LAG) <= 0);
        }
    }

    @Test
    void timePassesToWhatIsDueNextAndNoFurther() {
        var executor = new SeededExecutor(1);
        var at = new ArrayList<Duration>();
        for (int seconds : new int[] {30, 10, 20}) {
            executor.time()
                    .after(Duration.ofSeconds(seconds), () -> at.add(executor.time().elapsed()));
        }
        executor.run(Duration.ofSeconds(25));
        assertThat(at).containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(20));
        assertThat(executor.time().elapsed()).isEqualTo(Duration.ofSeconds(25));

        assertThat(executor.runUntil(() -> at.size() == 3, Duration.ofSeconds(4))).isFalse();
        assertThat(executor.runUntil(() -> at.size() == 3, Duration.ofSeconds(4))).isTrue();
    }

    /** The clock wraps two seconds after the beginning. */
    @Test
    void theClockWrapsAndNobodyNotices() {
        var executor = new SeededExecutor(1);
        var time = executor.time();
        long before = time.nanos();
        executor.run(Duration.ofSeconds(3));
        assertThat(time.nanos()).isNegative();
        assertThat(time.nanos() - before).isEqualTo(Duration.ofSeconds(3).toNanos());
        assertThat(time.wall()).isEqualTo(VirtualTime.BEGINNING.plusSeconds(3));
    }

    @Test
    void timersAreCountedByOwnerUntilTheyHaveRunOrAreCancelled() {
        var executor = new SeededExecutor(1);
        var timers = executor.time().of("gateway");
        timers.after(Duration.ofSeconds(1), () -> {});
        var second = timers.after(Duration.ofSeconds(2), () -> {});
        assertThat(executor.time().alive("gateway")).isEqualTo(2);

        second.cancel();
        second.cancel();
        assertThat(executor.time().alive("gateway")).isEqualTo(1);
        executor.run(Duration.ofSeconds(1));
        assertThat(executor.time().alive()).isEmpty();
    }

    @Test
    void tasksThatBegetTasksForEverAreFound() {
        var executor = new SeededExecutor(1);
        executor.execute(() -> again(executor));
        assertThatThrownBy(executor::runUntilIdle)
                .isInstanceOf(EndlessLoopException.class)
                .hasMessageContaining("without any time passing")
                .hasMessageContaining(SeededExecutorTest.class.getName());
    }

    private static void again(SeededExecutor executor) {
        executor.execute(() -> again(executor));
    }

    @Test
    void aMistakeFailsTheStep() {
        var executor = new SeededExecutor(1);
        executor.execute(() -> {
            throw new IllegalStateException("a mistake, for this test");
        });
        assertThatThrownBy(executor::step).hasMessage("a mistake, for this test");
    }

    @Test
    void checksRunAfterEveryStepAndAtRest() {
        var executor = new SeededExecutor(1);
        var log = new StringBuilder();
        executor.afterEach(() -> log.append("check "));
        executor.atRest(() -> log.append("rest "));
        executor.execute(() -> log.append("task "));
        executor.execute(() -> log.append("task "));
        executor.runUntilIdle();
        assertThat(log).hasToString("task check task check rest ");
    }
}
