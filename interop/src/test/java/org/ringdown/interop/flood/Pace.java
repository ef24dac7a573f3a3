package org.ringdown.interop.flood;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * How fast is sent. What a sender that was kept waiting has missed is not made up for: a burst is none of the attacks here.
 *
 * @param perSecond how much
 */
public record Pace(int perSecond) {
    /** As fast as a core can. */
    public static final Pace BOUNDLESS = new Pace(Integer.MAX_VALUE);

    private static final long TURN = Duration.ofMillis(1).toNanos();

    /** Sends by {@code one} at this pace until it says that it is over. */
    void send(Turn one) {
        long inOneTurn = Math.max(1, perSecond / 1000);
        while (true) {
            long until = System.nanoTime() + TURN;
            for (long i = 0; i < inOneTurn; i++) if (!one.next()) return;
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }

    /** What is done again and again. */
    interface Turn {
        /** False when it was for the last time. */
        boolean next();
    }
}
