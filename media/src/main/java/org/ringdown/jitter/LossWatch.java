package org.ringdown.jitter;

/** Whether packets get lost these days. */
final class LossWatch {
    private static final float MEMORY = 0.99f;
    private static final float FEW = 0.003f;

    private float share;

    void came() {
        share *= MEMORY;
    }

    void lost(long packets) {
        for (long i = 0; i < packets; i++) share = share * MEMORY + (1 - MEMORY);
    }

    /** More than one of a hundred, of late. */
    boolean isLossy() {
        return share > FEW;
    }
}
