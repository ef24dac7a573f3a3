package org.ringdown.store;

import java.util.concurrent.TimeUnit;
import org.ringdown.media.MediaNote;
import org.ringdown.media.Quality;
import org.ringdown.rtp.EModel;
import tools.jackson.databind.node.ObjectNode;

/** What the media of a leg that has ended came to, as JSON. */
final class LegFigures {
    private static final double NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private LegFigures() {}

    static void of(MediaNote.Closed figures, ObjectNode out) {
        out.put("packetsHeard", figures.heard());
        out.put("packetsSent", figures.spoken());
        out.put("packetsMissing", figures.missing());
        if (figures.heard() > 0) {
            out.put("jitterMs", milliseconds(figures.quality().jitterNanos()));
            out.put("mos", rounded(mos(figures)));
        }
        figures.quality().far().ifPresent(far -> far(far, out.putObject("farEnd")));
    }

    private static void far(Quality.Far far, ObjectNode out) {
        out.put("packetsMissing", far.missing());
        out.put("jitterMs", milliseconds(far.jitterNanos()));
        far.roundTripNanos().ifPresent(nanos -> out.put("roundTripMs", milliseconds(nanos)));
    }

    /** Half of the way there and back, and what a buffer needs against the jitter. */
    private static double mos(MediaNote.Closed figures) {
        var quality = figures.quality();
        long roundTrip = quality.far().map(far -> far.roundTripNanos().orElse(0)).orElse(0L);
        double delay = (roundTrip / 2.0 + 2 * quality.jitterNanos()) / NANOS;
        double missing = Math.max(0, figures.missing());
        return EModel.mos(missing / (figures.heard() + missing), delay);
    }

    private static double milliseconds(long nanos) {
        return rounded(nanos / NANOS);
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
