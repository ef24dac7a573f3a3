package org.ringdown.testkit.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;

/** A clock that stands still until it is told to go on, and the timers that wait for it. One thread at a time. */
public final class VirtualTime implements Clock, Timers {
    /** What the wall clock says when a simulation begins. */
    public static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    // A monotonic clock may start anywhere: this one wraps soon, so that every comparison of two
    // times meets that.
    private static final long ORIGIN = Long.MAX_VALUE - Duration.ofSeconds(2).toNanos();

    private final TreeSet<Waiting> waiting = new TreeSet<>();
    private final Map<String, Integer> alive = new HashMap<>();
    private long elapsed;
    private long asked;

    @Override
    public long nanos() {
        return ORIGIN + elapsed;
    }

    @Override
    public Instant wall() {
        return BEGINNING.plusNanos(elapsed);
    }

    /** How much time has passed since the beginning. */
    public Duration elapsed() {
        return Duration.ofNanos(elapsed);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return after("", delay, task);
    }

    /** The same timers, counted apart under a name: what is still alive of them shows who has leaked. */
    public Timers of(String owner) {
        return (delay, task) -> after(owner, delay, task);
    }

    /** How many timers of an owner wait to run. */
    public int alive(String owner) {
        return alive.getOrDefault(owner, 0);
    }

    /** How many timers wait to run, by owner; those with none are left out. */
    public Map<String, Integer> alive() {
        return Map.copyOf(alive);
    }

    private Timer after(String owner, Duration delay, Runnable task) {
        var timer = new Waiting(owner, elapsed + Math.max(0, delay.toNanos()), asked++, task);
        waiting.add(timer);
        alive.merge(owner, 1, Integer::sum);
        return timer;
    }

    boolean isIdle() {
        return waiting.isEmpty();
    }

    /** Nanoseconds until something is due; {@link Long#MAX_VALUE} when nothing is. */
    long untilNext() {
        return waiting.isEmpty() ? Long.MAX_VALUE : waiting.first().due - elapsed;
    }

    /** Lets time pass, at most until the next timer is due, and hands over those that are. */
    void pass(long nanos, Consumer<Runnable> due) {
        elapsed += Math.min(nanos, untilNext());
        while (!waiting.isEmpty() && waiting.first().due <= elapsed) {
            due.accept(waiting.pollFirst());
        }
    }

    /** A timer is alive until it has run or was cancelled: being due, it may still be overtaken by whoever cancels it. */
    private final class Waiting implements Timer, Runnable, Comparable<Waiting> {
        private static final Comparator<Waiting> FIRST_DUE =
                Comparator.<Waiting>comparingLong(timer -> timer.due)
                        .thenComparingLong(timer -> timer.order);

        private final String owner;
        private final long due;
        private final long order;
        private final Runnable task;
        private boolean over;

        Waiting(String owner, long due, long order, Runnable task) {
            this.owner = owner;
            this.due = due;
            this.order = order;
            this.task = task;
        }

        @Override
        public void run() {
            if (over) return;
            end();
            task.run();
        }

        @Override
        public void cancel() {
            if (over) return;
            end();
            waiting.remove(this);
        }

        private void end() {
            over = true;
            alive.computeIfPresent(owner, (_, count) -> count == 1 ? null : count - 1);
        }

        @Override
        public int compareTo(Waiting other) {
            return FIRST_DUE.compare(this, other);
        }

        @Override
        public String toString() {
            return "timer of " + (owner.isEmpty() ? "nobody" : owner) + ": " + task;
        }
    }
}
