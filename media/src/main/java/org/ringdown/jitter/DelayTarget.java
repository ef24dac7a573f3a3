package org.ringdown.jitter;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** How long sound has to wait so that nearly all of its packets come in time: measured by how much later than the fastest they come. */
final class DelayTarget {
    static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(20);
    static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(200);

    /** Nobody is waited for who is later than that: it is an outage, not jitter. */
    private static final long OUTAGE = TimeUnit.MILLISECONDS.toNanos(400);

    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(5);

    /** Of all packets, the share that should come in time. */
    private static final float IN_TIME = 0.995f;

    /** What each packet leaves of the memory of those before: after a hundred, a third is left. */
    private static final float MEMORY = 0.99f;

    /** For so long, and at most twice as long, a fast packet counts as what the network can do. */
    private static final long EPOCH = TimeUnit.SECONDS.toNanos(2);

    /** What comes in so soon after one that an outage held up was held up by it too. */
    private static final long BURST = TimeUnit.MILLISECONDS.toNanos(5);

    private final float[] shares = new float[(int) (OUTAGE / STEP)];
    private boolean started;
    // Travelling times are counted from that of the first packet: clocks may begin anywhere, and
    // wrap.
    private long origin;
    private long fastest;
    private long fastestBefore;
    private long epoch;
    private boolean held;
    private long heldAt;
    private long target = SHORTEST;

    DelayTarget() {
        reset();
    }

    /** Begins anew, with another stream. */
    void reset() {
        started = false;
        held = false;
        target = SHORTEST;
        Arrays.fill(shares, 0);
        shares[0] = 1;
    }

    /**
     * A packet has come.
     *
     * @param sent when, by its sender's clock
     */
    void arrived(long sent, long now) {
        if (!started) start(now - sent, now);
        long travel = now - sent - origin;
        if (now - epoch > EPOCH) {
            fastestBefore = fastest;
            fastest = travel;
            epoch = now;
        }
        fastest = Math.min(fastest, travel);
        long late = travel - fastest();
        if (late < OUTAGE && !isHeld(now)) note((int) (late / STEP));
        else hold(now);
    }

    private void start(long travel, long now) {
        started = true;
        origin = travel;
        fastest = 0;
        fastestBefore = 0;
        epoch = now;
    }

    private boolean isHeld(long now) {
        return held && now - heldAt <= BURST;
    }

    private void hold(long now) {
        held = true;
        heldAt = now;
    }

    private void note(int bucket) {
        held = false;
        float sum = 0;
        int needed = 0;
        shares[bucket] += (1 - MEMORY) / MEMORY;
        for (int i = 0; i < shares.length; i++) {
            shares[i] *= MEMORY;
            if (sum < IN_TIME) needed = i;
            sum += shares[i];
        }
        target = Math.clamp((needed + 1) * STEP, SHORTEST, LONGEST);
    }

    /** For how long what was sent then has waited, had it travelled as fast as the fastest. */
    long waited(long sent, long now) {
        return now - sent - origin - fastest();
    }

    private long fastest() {
        return Math.min(fastest, fastestBefore);
    }

    /** For how long sound should wait. */
    long target() {
        return target;
    }
}
