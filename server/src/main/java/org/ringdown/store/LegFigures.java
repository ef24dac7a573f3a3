package org.ringdown.store;

import org.ringdown.media.MediaNote;
import org.ringdown.media.Quality;
import tools.jackson.databind.node.ObjectNode;

/** What the media of a leg that has ended came to, as JSON. */
final class LegFigures {
    private LegFigures() {}

    static void of(MediaNote.Closed figures, ObjectNode out) {
        out.put("packetsHeard", figures.heard());
        out.put("packetsSent", figures.spoken());
        out.put("packetsMissing", figures.missing());
        if (figures.isOneWay()) out.put("oneWay", true);
        if (figures.heard() > 0) {
            out.put("jitterMs", milliseconds(figures.quality().jitterNanos()));
            out.put("mos", rounded(figures.mos()));
        }
        figures.quality().far().ifPresent(far -> far(far, out.putObject("farEnd")));
    }

    private static void far(Quality.Far far, ObjectNode out) {
        out.put("packetsMissing", far.missing());
        out.put("jitterMs", milliseconds(far.jitterNanos()));
        far.roundTripNanos().ifPresent(nanos -> out.put("roundTripMs", milliseconds(nanos)));
    }

    private static double milliseconds(long nanos) {
        return rounded(nanos / MediaNote.MILLISECOND);
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
