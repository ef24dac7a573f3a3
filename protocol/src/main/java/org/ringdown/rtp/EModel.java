package org.ringdown.rtp;

/**
 * What listeners would say of a stretch of speech, from 1 (bad) to 4.5, estimated from how it travelled (ITU-T G.107, with the loss impairment
 * of G.113 for G.711 whose gaps are concealed).
 */
public final class EModel {
    private static final double BEST = 93.2; // R with all the defaults of G.107
    private static final double CONCEALED = 25.1; // Bpl of G.711 with concealment, G.113 appendix I
    private static final double NOTICED_MS = 177.3; // a delay from here on is in the way of talking

    private EModel() {}

    /**
     * @param lost the share of packets, 0 to 1
     * @param delayMs from mouth to ear
     */
    public static double mos(double lost, double delayMs) {
        double percent = 100 * Math.clamp(lost, 0, 1);
        double byLoss = 95 * percent / (percent + CONCEALED);
        double byDelay = 0.024 * delayMs + 0.11 * Math.max(0, delayMs - NOTICED_MS);
        return opinion(BEST - byLoss - byDelay);
    }

    /** G.107 annex B. */
    private static double opinion(double rating) {
        if (rating <= 0) return 1;
        if (rating >= 100) return 4.5;
        return Math.max(1, 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6);
    }
}
