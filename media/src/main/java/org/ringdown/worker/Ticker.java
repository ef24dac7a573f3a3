package org.ringdown.worker;

/** Runs a task again and again at even intervals. What a stall made late is not made up for. */
public final class Ticker {
    private final Loop loop;
    private final Alarm alarm;
    private final long interval;
    private final long stall;
    private final Runnable task;
    private long due;
    private long turn;

    /** After {@code stall} nanoseconds without a turn it begins anew, instead of catching up. */
    public Ticker(Loop loop, long interval, long stall, Runnable task) {
        this.loop = loop;
        this.interval = interval;
        this.stall = stall;
        this.task = task;
        this.alarm = loop.alarm(this::tick);
    }

    /** Ticks for the first time at {@code nanos}. */
    public void start(long nanos) {
        due = nanos;
        alarm.set(nanos);
    }

    public void stop() {
        alarm.cancel();
    }

    /** When the task that runs was due. */
    public long turn() {
        return turn;
    }

    private void tick() {
        long now = loop.nanos();
        boolean stalled = now - due > stall;
        turn = stalled ? now : due;
        due = turn + interval;
        // Before the task, which may stop us.
        alarm.set(due);
        task.run();
    }
}
