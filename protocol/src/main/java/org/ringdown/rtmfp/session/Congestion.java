package org.ringdown.rtmfp.session;

/**
 * How many bytes may be on their way (RFC 7016 §3.5.2, appendix A). Where sound goes over the path, ours or that of others, the window shrinks less
 * and grows less eagerly: sound must not have to give way to what fills a path because it can.
 */
final class Congestion {
    /** The longest fragment, with what surrounds it. */
    static final int SEGMENT = 1160;

    private static final int FIRST = 3 * SEGMENT + SEGMENT / 2;
    private static final int LEAST = 2 * SEGMENT;
    private static final int MOST = 1 << 20;
    private static final long CRITICAL =
            800_000_000L; // for so long after what cannot wait (RFC 7016 §3.5.2.1)

    private int window = FIRST;
    private int threshold = Integer.MAX_VALUE;
    private int inFlight;
    private int acknowledged;
    private boolean full;
    private boolean recovering;
    private long recoverUpTo;
    private long critical = Long.MIN_VALUE;

    boolean hasRoom() {
        return inFlight < window;
    }

    int inFlight() {
        return inFlight;
    }

    void sent(int bytes) {
        inFlight += bytes;
    }

    /** Is on its way no more: it is lost, or nobody waits for it. */
    void forgotten(int bytes) {
        inFlight -= bytes;
    }

    /** All was sent that there was room for. */
    void filled() {
        full = !hasRoom();
    }

    /** Something that cannot wait was sent, or the peer says that it hears such things from others. */
    void critical(long now) {
        critical = now + CRITICAL;
    }

    /** Has arrived. Nothing grows that was not used. */
    void arrived(int bytes, long packet, long now) {
        inFlight -= bytes;
        if (recovering && packet >= recoverUpTo) recovering = false;
        if (recovering || !full) return;
        if (window < threshold) grow(isCritical(now) ? bytes / 2 : bytes);
        else avoid(bytes);
    }

    private void avoid(int bytes) {
        acknowledged += bytes;
        if (acknowledged < window) return;
        acknowledged -= window;
        grow(SEGMENT);
    }

    private void grow(int bytes) {
        window = Math.min(MOST, window + bytes);
    }

    /**
     * Something was lost while others arrived: once for each flight.
     *
     * @param lastPacket that was sent until now
     */
    void lost(long packet, long lastPacket, long now) {
        if (recovering && packet < recoverUpTo) return;
        recovering = true;
        recoverUpTo = lastPacket + 1;
        int keep = isCritical(now) ? 7 : 4; // eighths
        threshold = Math.max(LEAST, window / 8 * keep);
        window = threshold;
        acknowledged = 0;
    }

    /** Nothing arrives any more. */
    void timedOut() {
        threshold = Math.max(FIRST, window / 4 * 3);
        window = LEAST;
        acknowledged = 0;
        recovering = false;
    }

    /** Another path. */
    void restart() {
        threshold = Integer.MAX_VALUE;
        window = FIRST;
        recovering = false;
    }

    private boolean isCritical(long now) {
        return now < critical;
    }
}
