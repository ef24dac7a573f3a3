package org.ringdown.sip.transaction;

/** One running timer, or none; an instant is compared by difference, since nanosecond clocks may wrap. */
final class Alarm {
    private boolean running;
    private Timer timer = Timer.A;
    private long interval;
    private long deadline;

    /** Starts it anew, or, where it runs already and repeats, with its next interval. */
    void start(Timer wanted, TimerValues values, long now) {
        boolean again = running && timer == wanted && wanted.repeats();
        interval = again ? values.next(wanted, interval) : values.nanos(wanted);
        timer = wanted;
        running = true;
        deadline = now + interval;
    }

    /** Counts on from an interval of {@code nanos} when next started. */
    void slowDown(long nanos) {
        interval = nanos;
    }

    void stop() {
        running = false;
    }

    boolean isRunning() {
        return running;
    }

    Timer timer() {
        return timer;
    }

    long deadline() {
        return deadline;
    }

    boolean isBefore(Alarm other) {
        return running && (!other.running || deadline - other.deadline < 0);
    }
}
