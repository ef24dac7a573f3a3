package org.ringdown.testkit.time;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * One thread that stands for all threads: of the tasks that could run it picks the next by seed, and when there is none it lets time pass
 * until there is.
 *
 * <p>Whatever order real threads could give to two tasks, some seed gives. A task may also be kept waiting while time passes, for at most
 * {@link #LAG}, as a busy machine would: so a timer can overtake the message that was to cancel it.
 *
 * <p>A task that throws fails the step, and with it the test.
 */
public final class SeededExecutor implements Executor {
    /** The longest that a task waits for its turn. */
    public static final Duration LAG = Duration.ofMillis(5);

    private static final int ONE_IN = 8;
    private static final int MOST_AT_ONE_INSTANT = 200_000;

    private final VirtualTime time = new VirtualTime();
    private final RandomGenerator random;
    private final List<Ready> ready = new ArrayList<>();
    private final List<Runnable> checks = new ArrayList<>();
    private final List<Runnable> checksAtRest = new ArrayList<>();
    private long steps;
    private long stepsAtThisInstant;

    /** A task, and when it could first have run. */
    private record Ready(Runnable task, long since) {}

    public SeededExecutor(long seed) {
        this.random = generator(seed);
    }

    /** A generator of chance that is the same everywhere for the same seed. */
    public static RandomGenerator generator(long seed) {
        return new SplittableRandom(seed);
    }

    /** The time in which the tasks run. */
    public VirtualTime time() {
        return time;
    }

    /** A task that may run before or after any other that waits. */
    @Override
    public void execute(Runnable task) {
        ready.add(new Ready(task, time.nanos()));
    }

    /** A thread of its own, so to speak: its tasks run in the order in which they were given, but at any time between others. */
    public Executor lane() {
        return new Lane();
    }

    /** Has a check run after every step; it throws to fail. */
    public void afterEach(Runnable check) {
        checks.add(check);
    }

    /** Has a check run whenever nothing is left to do before time passes: nothing is under way then but what waits for its time. */
    public void atRest(Runnable check) {
        checksAtRest.add(check);
    }

    /** How many tasks have run. */
    public long steps() {
        return steps;
    }

    /** Runs one task, letting time pass before if need be; false when nothing is left to do, now or later. */
    public boolean step() {
        return step(Long.MAX_VALUE);
    }

    /** Lets time pass, and all that is due in it happen. */
    public void run(Duration span) {
        long end = time.nanos() + span.toNanos();
        while (step(end - time.nanos())) {}
        time.pass(end - time.nanos(), this::execute);
    }

    /** Runs until something is so, or for as long as is allowed; whether it is so. */
    public boolean runUntil(BooleanSupplier so, Duration atMost) {
        long end = time.nanos() + atMost.toNanos();
        while (!so.getAsBoolean()) {
            if (step(end - time.nanos())) continue;
            time.pass(end - time.nanos(), this::execute);
            return so.getAsBoolean();
        }
        return true;
    }

    /** Runs until nothing is left to do, now or later. */
    public void runUntilIdle() {
        while (step()) {}
    }

    private boolean step(long budget) {
        if (time.untilNext() == 0) time.pass(0, this::execute);
        if (ready.isEmpty()) {
            for (var check : checksAtRest) check.run();
            if (time.isIdle() || time.untilNext() > budget) return false;
            pass();
        } else if (random.nextInt(ONE_IN) == 0 && mayDawdle(budget)) {
            pass();
        }
        var task = next();
        countAgainstLoops(task);
        task.run();
        steps++;
        for (var check : checks) check.run();
        return true;
    }

    /** Whether time may pass although tasks wait, none of them for too long. */
    private boolean mayDawdle(long budget) {
        long next = time.untilNext();
        if (next > budget || next > LAG.toNanos()) return false;
        long oldest = ready.getFirst().since;
        for (var task : ready) oldest = task.since - oldest < 0 ? task.since : oldest;
        return time.nanos() + next - oldest <= LAG.toNanos();
    }

    private void pass() {
        stepsAtThisInstant = 0;
        time.pass(Long.MAX_VALUE, this::execute);
    }

    private Runnable next() {
        int chosen = random.nextInt(ready.size());
        var last = ready.removeLast();
        return chosen == ready.size() ? last.task : ready.set(chosen, last).task;
    }

    private void countAgainstLoops(Runnable task) {
        if (++stepsAtThisInstant < MOST_AT_ONE_INSTANT) return;
        Map<String, Integer> kinds = new HashMap<>();
        kinds.merge(kind(task), 1, Integer::sum);
        for (var waiting : ready) kinds.merge(kind(waiting.task), 1, Integer::sum);
        throw new EndlessLoopException(
                MOST_AT_ONE_INSTANT + " tasks without any time passing; waiting are " + kinds);
    }

    private static String kind(Runnable task) {
        return task.getClass().getName().replaceFirst("/0x.*", "");
    }

    private final class Lane implements Executor, Runnable {
        private final Queue<Runnable> tasks = new ArrayDeque<>();

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
            if (tasks.size() == 1) SeededExecutor.this.execute(this);
        }

        @Override
        public void run() {
            try {
                tasks.element().run();
            } finally {
                tasks.remove();
                if (!tasks.isEmpty()) SeededExecutor.this.execute(this);
            }
        }
    }
}
