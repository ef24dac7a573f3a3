package org.ringdown.path;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.TelephoneEvent;

/**
 * Says with our payload types what a partner said with its own. What we did not agree to goes another way.
 *
 * <p>Keys are converted where the two ends count them at different clock rates.
 */
final class FormatStage extends RtpStage {
    private static final int NOT_AGREED = -1;

    private final int[] types = new int[128];
    private final int[] fromRate = new int[128];
    private final int[] toRate = new int[128];
    private final RtpSink refused;

    FormatStage(List<Format> from, List<Format> to, RtpSink refused) {
        this.refused = refused;
        Arrays.fill(types, NOT_AGREED);
        for (var theirs : from) {
            find(theirs.codec(), to).ifPresent(ours -> translate(theirs, ours));
        }
    }

    private void translate(Format theirs, Format ours) {
        types[theirs.payloadType()] = ours.payloadType();
        fromRate[theirs.payloadType()] = theirs.codec().clockRate();
        toRate[theirs.payloadType()] = ours.codec().clockRate();
    }

    private static Optional<Format> find(Codec codec, List<Format> formats) {
        return formats.stream()
                .filter(format -> format.codec().equals(codec))
                .findFirst()
                .or(() -> codec.isTelephoneEvent() ? anyEvent(formats) : Optional.empty());
    }

    private static Optional<Format> anyEvent(List<Format> formats) {
        return formats.stream().filter(format -> format.codec().isTelephoneEvent()).findFirst();
    }

    @Override
    public void accept(RtpPacket packet, long now) {
        int type = packet.payloadType();
        boolean agreed = types[type] != NOT_AGREED;
        if (agreed && fromRate[type] != toRate[type])
            agreed = convert(packet, fromRate[type], toRate[type]);
        if (!agreed) {
            refused.accept(packet, now);
            return;
        }
        packet.payloadType(types[type]);
        pass(packet, now);
    }

    /** Only keys are translated between clock rates; anything else that differs in it is another codec. */
    private static boolean convert(RtpPacket packet, int from, int to) {
        if (packet.payloadLength() < TelephoneEvent.SIZE) return false;
        var buffer = packet.buffer();
        int event = buffer.getInt(packet.payloadOffset());
        long duration = (long) TelephoneEvent.duration(event) * to / from;
        int fitting = (int) Math.min(duration, TelephoneEvent.MAX_DURATION);
        int converted =
                TelephoneEvent.payload(
                        TelephoneEvent.event(event),
                        TelephoneEvent.end(event),
                        TelephoneEvent.volume(event),
                        fitting);
        buffer.putInt(packet.payloadOffset(), converted);
        return true;
    }
}
