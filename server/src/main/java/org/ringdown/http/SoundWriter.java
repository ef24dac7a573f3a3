package org.ringdown.http;

import org.ringdown.media.LegSound;
import org.ringdown.media.MediaNote;
import org.ringdown.media.Quality;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes how a leg sounds: what has been counted since it began, and what it was like lately. */
final class SoundWriter {
    private SoundWriter() {}

    static ObjectNode write(LegSound sound) {
        var all = sound.all();
        var out =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("received", all.heard())
                        .put("sent", all.spoken())
                        .put("lost", all.missing());
        if (sound.lately().heard() + sound.lately().missing() > 0) {
            out.put("loss", rounded(sound.lately().loss()))
                    .put("mos", rounded(sound.lately().mos()))
                    .put("jitter", milliseconds(all.quality().jitterNanos()));
        }
        all.quality().far().ifPresent(far -> far(far, out));
        if (!sound.codec().isEmpty()) out.put("codec", sound.codec());
        out.put("path", sound.tcp() ? "tcp" : "udp");
        return all.isOneWay() ? out.put("oneWay", true) : out;
    }

    private static void far(Quality.Far far, ObjectNode out) {
        out.put("farLost", Math.max(0, far.missing()))
                .put("farJitter", milliseconds(far.jitterNanos()));
        far.roundTripNanos().ifPresent(nanos -> out.put("rtt", milliseconds(nanos)));
    }

    private static double milliseconds(long nanos) {
        return rounded(nanos / MediaNote.MILLISECOND);
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
