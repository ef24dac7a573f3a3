package org.ringdown.video;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.ringdown.path.Ear;
import org.ringdown.path.LegFormats;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.worker.Counted;
import org.ringdown.worker.Counters;

/** How a leg sees its partner: translated into its own payload types, as a source of its {@link PictureEgress}, once it has one. */
public final class PictureHearing implements Ear {
    private static final int NOT_AGREED = -1;

    private final long number;
    private final Supplier<Optional<PictureEgress>> egress;
    private final Counters counters;
    private final int[] types = new int[128];
    private LegFormats partner = LegFormats.NONE;
    private boolean closed;

    /** @param number of this join, 1 or more: no two of one leg share it */
    public PictureHearing(int number, Supplier<Optional<PictureEgress>> egress, Counters counters) {
        this.number = number;
        this.egress = egress;
        this.counters = counters;
        Arrays.fill(types, NOT_AGREED);
    }

    @Override
    public void formats(LegFormats partner) {
        this.partner = partner;
        renew();
    }

    @Override
    public void renew() {
        if (closed) return;
        Arrays.fill(types, NOT_AGREED);
        egress.get().ifPresent(this::renew);
    }

    private void renew(PictureEgress shown) {
        boolean common = false;
        for (var theirs : partner.receiving()) {
            for (var ours : shown.formats()) {
                if (!ours.codec().equals(theirs.codec())) continue;
                types[theirs.payloadType()] = ours.payloadType();
                common = true;
                break;
            }
        }
        if (common) shown.expectKeyframe();
    }

    @Override
    public void accept(RtpPacket packet, long now) {
        int type = types[packet.payloadType()];
        var shown = egress.get();
        if (type == NOT_AGREED || shown.isEmpty()) {
            counters.count(Counted.NOT_UNDERSTOOD);
            return;
        }
        packet.payloadType(type);
        // A partner that begins another stream is another source.
        long source = number << 32 | Integer.toUnsignedLong(packet.ssrc());
        shown.get().show(source, packet, now);
    }

    @Override
    public void close() {
        closed = true;
        Arrays.fill(types, NOT_AGREED);
        egress.get().ifPresent(PictureEgress::rest);
    }
}
