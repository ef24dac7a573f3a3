package org.ringdown.event;

/** How often something may be done: so many at once, and one more each time an interval has passed. One owner. */
public final class Allowance {
    private final int most;
    private final long interval;
    private long left;
    private long since;

    /** @param interval after which one more is allowed, in nanoseconds */
    public Allowance(int most, long interval, long now) {
        this.most = most;
        this.interval = interval;
        this.left = most;
        this.since = now;
    }

    /** Takes one, if one is left by {@code now}. */
    public boolean take(long now) {
        long earned = (now - since) / interval;
        left = Math.min(most, left + earned);
        since = left == most ? now : since + earned * interval;
        if (left == 0) return false;
        left--;
        return true;
    }
}
