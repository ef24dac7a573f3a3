package org.ringdown.rtp;

/**
 * Tells a source whose timestamps jump from one whose packets are late.
 *
 * <p>A network can only delay: it makes timestamps fall behind the clock and catch up again. Timestamps that run back while
 * sequence numbers go on, or that are ahead of their time, were set anew by the source.
 */
final class SourceTiming {
    private int step = 1;
    private long late;

    void restart() {
        step = 1;
        late = 0;
    }

    /** The timestamp units from one packet to the next, as last seen. */
    int step() {
        return step;
    }

    /**
     * Notes the newest packet.
     *
     * @param packets how many sequence numbers after the one before
     * @param stamped how many timestamp units after it
     * @param elapsed how many units later it came
     */
    boolean jumps(int packets, int stamped, long elapsed, int clockRate) {
        int tolerance = clockRate / 5;
        long ahead = stamped - elapsed - late;
        boolean lossesExplainIt = stamped == packets * step;
        if (stamped < -tolerance || ahead > tolerance && !lossesExplainIt) {
            late = 0;
            return true;
        }
        if (stamped > 0) {
            late = Math.max(0, -ahead);
        }
        if (packets == 1 && stamped > 0 && stamped < clockRate) {
            step = stamped;
        }
        return false;
    }
}
