package org.ringdown.worker;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.ringdown.time.Clock;
import org.slf4j.LoggerFactory;

/**
 * A loop on a platform thread. Its kinds know how to wait for sockets.
 *
 * <p>One round: what others asked for, alarms that are due, then what arrives until the next alarm or signal. A task that throws is
 * counted and logged, and the round goes on.
 */
abstract class ThreadLoop implements Loop {
    /** To wait for as long as it takes. */
    static final long FOR_EVER = -1;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Clock clock;
    private final Counters counters = new Counters();
    private final Thread thread;
    private final Alarms alarms = new Alarms();
    private final Inbox inbox = new Inbox(this::wake);
    private final RareLog log = new RareLog(LoggerFactory.getLogger(ThreadLoop.class));
    private final Consumer<Runnable> runner = this::run;
    private final AtomicLong worked = new AtomicLong();
    private volatile boolean closing;
    private boolean waiting;
    private long wokeAt;
    private long waited;

    ThreadLoop(String name, Clock clock) {
        this.clock = clock;
        this.thread = Thread.ofPlatform().name(name).unstarted(this::rounds);
    }

    final void begin() {
        thread.start();
    }

    /**
     * Waits until something is ready or {@link #call} is called, and hands over all that is ready.
     *
     * @param millis for how long at most; 0: not at all
     */
    abstract void poll(long millis) throws IOException;

    /** Ends the waiting of {@link #poll}, or its next. From anywhere, also after the end. */
    abstract void call();

    /** Closes all that is open. On the loop, at its end. */
    abstract void release() throws IOException;

    /** For {@link #poll}. */
    final void handOver(Polled port, boolean readable, boolean writable) {
        woken();
        try {
            port.ready(readable, writable);
        } catch (IOException | RuntimeException | AssertionError | LinkageError e) {
            fault("what arrived could not be handled", e);
        }
    }

    /** For how many nanoseconds it has waited so far. On the loop. */
    final long waited() {
        return waited;
    }

    final boolean isHere() {
        return Thread.currentThread() == thread;
    }

    @Override
    public final long nanos() {
        return clock.nanos();
    }

    @Override
    public final Instant wall() {
        return clock.wall();
    }

    @Override
    public final void execute(Runnable task) {
        inbox.post(task);
    }

    @Override
    public final Signal signal(Runnable task) {
        return inbox.signal(task);
    }

    @Override
    public final Alarm alarm(Runnable task) {
        return alarms.create(task);
    }

    @Override
    public final long worked() {
        return worked.getAcquire();
    }

    @Override
    public final Counters counters() {
        return counters;
    }

    @Override
    public final void close() {
        closing = true;
        call();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    private void rounds() {
        try {
            wokeAt = nanos();
            while (!closing) {
                inbox.empty(runner);
                alarms.runDue(nanos(), runner);
                await();
            }
            inbox.empty(runner);
        } finally {
            end();
        }
    }

    private void await() {
        long now = nanos();
        long wait = inbox.isEmpty() ? alarms.untilNext(now) : 0;
        worked.setRelease(worked.getPlain() + now - wokeAt);
        waiting = true;
        waited -= now;
        try {
            poll(millis(wait));
        } catch (IOException e) {
            fault("waiting for sockets failed", e);
        }
        woken();
    }

    /** Rounded up: waking before the alarm is due would only go round once more, and what is due within a millisecond is done together. */
    private static long millis(long nanos) {
        return nanos == Long.MAX_VALUE ? FOR_EVER : (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
    }

    /** Waiting is over with the first that is ready: it is handed over before polling ends. */
    private void woken() {
        if (!waiting) return;
        waiting = false;
        wokeAt = nanos();
        waited += wokeAt;
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | AssertionError | LinkageError e) {
            fault("a task of " + thread.getName() + " failed", e);
        }
    }

    private void fault(String what, Throwable cause) {
        counters.count(Counted.FAULT);
        log.warn(nanos(), what, cause);
    }

    private void wake() {
        if (!isHere()) call();
    }

    private void end() {
        try {
            release();
        } catch (IOException e) {
            fault("sockets did not close", e);
        }
    }
}
