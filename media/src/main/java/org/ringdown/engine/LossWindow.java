package org.ringdown.engine;

import org.ringdown.rtp.ReceiverStatistics;

/** How many packets of a stream got lost in the latest five seconds, told once a second. */
final class LossWindow {
    static final int SECONDS = 5;

    /** Fewer packets tell nothing: half of what a second has. */
    private static final int FEWEST = 25;

    private final long[] expected = new long[SECONDS];
    private final long[] lost = new long[SECONDS];
    private ReceiverStatistics statistics;
    private long expectedBefore;
    private long receivedBefore;
    private int second;

    LossWindow(ReceiverStatistics statistics) {
        begin(statistics);
    }

    /** Another stream begins at nothing, and its losses count with those of the one before. */
    private void begin(ReceiverStatistics now) {
        statistics = now;
        expectedBefore = 0;
        receivedBefore = 0;
    }

    void second(ReceiverStatistics now) {
        if (now != statistics || now.expected() < expectedBefore) begin(now);
        expected[second] = now.expected() - expectedBefore;
        lost[second] = Math.max(0, expected[second] - (now.received() - receivedBefore));
        expectedBefore = now.expected();
        receivedBefore = now.received();
        second = (second + 1) % SECONDS;
    }

    /** Of a thousand; none where hardly anything was sent. */
    int perMille() {
        long all = 0;
        long gone = 0;
        for (int i = 0; i < SECONDS; i++) {
            all += expected[i];
            gone += lost[i];
        }
        return all < FEWEST ? 0 : (int) (1000 * gone / all);
    }
}
