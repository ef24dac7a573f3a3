package org.ringdown.rtp;

/**
 * What listeners would say of a stretch of speech, from 1 (bad) to 4.5, estimated from how it travelled (ITU-T G.107, with the impairments of
 * G.113 appendix I).
 */
public final class EModel {
    private static final double BEST = 93.2; // R with all the defaults of G.107
    private static final double NOTICED_MS = 177.3; // a delay from here on is in the way of talking

    private EModel() {}

    /**
     * How a codec sounds.
     *
     * @param ie what it takes from R by itself
     * @param bpl how robust it is where packets are lost at random
     */
    public record Impairment(double ie, double bpl) {
        /** G.711 whose gaps are concealed. */
        public static final Impairment G711 = new Impairment(0, 25.1);

        /** The same with gaps of silence. */
        public static final Impairment G711_BARE = new Impairment(0, 4.3);

        /**
         * Opus as a telephone hears it. G.113 has no figures of it: these are those of GSM EFR and AMR at 12.2 kbit/s, which it outdoes with the
         * bits that it has here.
         */
        public static final Impairment OPUS = new Impairment(5, 10);
    }

    /**
     * Of G.711 whose gaps are concealed.
     *
     * @param lost the share of packets, 0 to 1
     * @param delayMs from mouth to ear
     */
    public static double mos(double lost, double delayMs) {
        return mos(Impairment.G711, lost, delayMs);
    }

    /** @param lost the share of packets that are lost at random, 0 to 1, and were not repaired */
    public static double mos(Impairment codec, double lost, double delayMs) {
        return opinion(rating(codec, lost, delayMs));
    }

    /** R. */
    public static double rating(Impairment codec, double lost, double delayMs) {
        double percent = 100 * Math.clamp(lost, 0, 1);
        double byLoss = codec.ie + (95 - codec.ie) * percent / (percent + codec.bpl);
        double byDelay = 0.024 * delayMs + 0.11 * Math.max(0, delayMs - NOTICED_MS);
        return BEST - byLoss - byDelay;
    }

    /** G.107 annex B. */
    private static double opinion(double rating) {
        if (rating <= 0) return 1;
        if (rating >= 100) return 4.5;
        return Math.max(1, 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6);
    }
}
