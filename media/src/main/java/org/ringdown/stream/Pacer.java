package org.ringdown.stream;

import java.time.Duration;

/**
 * When frames go on that came several at a time: one after the other, as they were recorded, so that a far end does not take the time between two bursts
 * for a pause. Messages of many frames come so, and whatever TCP or a proxy held back.
 *
 * <p>What is said waits no longer than the bursts ask for: where even the frame that waits least has waited for some seconds, frames go on a little
 * faster than they were recorded, until it does not.
 */
final class Pacer {
    private static final long MOST_WAITING = Duration.ofMillis(300).toNanos();
    private static final long WORTH_CATCHING_UP = Duration.ofMillis(30).toNanos();
    private static final long WINDOW = Duration.ofSeconds(3).toNanos();
    private static final int FASTER_BY = 20; // a twentieth: no jitter buffer minds

    private boolean begun;
    private long next;
    private long windowEnds;
    private long leastWaiting = Long.MAX_VALUE;
    private boolean catchingUp;

    /**
     * @param cameAt when the frame came; never before the last one
     * @param length for how long it sounds
     * @return when it is to go on; never before the last one
     */
    long due(long cameAt, long length) {
        if (!begun) begin(cameAt);
        long waiting = Math.clamp(next - cameAt, 0, MOST_WAITING);
        look(cameAt, waiting);
        next = cameAt + waiting + (catchingUp ? length - length / FASTER_BY : length);
        return cameAt + waiting;
    }

    private void begin(long now) {
        begun = true;
        next = now;
        windowEnds = now + WINDOW;
    }

    private void look(long now, long waiting) {
        leastWaiting = Math.min(leastWaiting, waiting);
        if (waiting <= WORTH_CATCHING_UP) catchingUp = false;
        if (now - windowEnds < 0) return;
        catchingUp = leastWaiting > WORTH_CATCHING_UP;
        leastWaiting = Long.MAX_VALUE;
        windowEnds = now + WINDOW;
    }
}
