package org.ringdown.media;

import static org.ringdown.media.MediaNote.MILLISECOND;

import org.ringdown.rtp.EModel;

/**
 * How the sound of one leg has travelled so far.
 *
 * @param heard packets of the far end
 * @param spoken packets for it
 * @param missing packets of the far end that never came, as far as its last stream shows
 */
public record Figures(long heard, long spoken, int missing, Quality quality) {
    public static final Figures NONE = new Figures(0, 0, 0, Quality.UNKNOWN);

    /** A second of sound. */
    private static final long SAID = 50;

    /** Whether only one side of it was ever heard: we spoke to the far end, and nothing came from there. */
    public boolean isOneWay() {
        return heard == 0 && spoken >= SAID;
    }

    /** What came since then; a stream that the far end has begun anew is counted anew. */
    public Figures since(Figures before) {
        return new Figures(
                heard - before.heard,
                spoken - before.spoken,
                Math.max(0, missing - before.missing),
                quality);
    }

    /** The share of what the far end said that never came. */
    public double loss() {
        double lost = Math.max(0, missing);
        return heard + lost == 0 ? 0 : lost / (heard + lost);
    }

    /** What listeners would say of what was heard: half of the way there and back, and what a buffer needs against the jitter. */
    public double mos() {
        long roundTrip = quality.far().map(far -> far.roundTripNanos().orElse(0)).orElse(0L);
        double delay = (roundTrip / 2.0 + 2 * quality.jitterNanos()) / MILLISECOND;
        return EModel.mos(loss(), delay);
    }
}
