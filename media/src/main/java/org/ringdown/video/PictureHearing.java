package org.ringdown.video;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.path.CaptureTime;
import org.ringdown.path.Ear;
import org.ringdown.path.LegFormats;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.worker.Counted;
import org.ringdown.worker.Loop;

/**
 * How a leg sees its partner: translated into its own payload types, as a source of its {@link PictureEgress}, once it has one. What it has no codec
 * for is converted, where there is a {@link PictureMill}.
 */
public final class PictureHearing implements Ear {
    private static final int NOT_AGREED = -1;
    private static final Codec NONE = new Codec("none", 90000, 1);

    /** Who changes its codec with each packet gets no decoder for each. */
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final long number;
    private final Supplier<Optional<PictureEgress>> egress;
    private final Loop loop;
    private final Optional<PictureMill> mill;
    private final Runnable askPartner;
    private final Supplier<OptionalLong> limit;
    private final int[] types = new int[128];
    private final Codec[] foreign = new Codec[128];
    private Optional<Format> target = Optional.empty();
    private Optional<PictureConversion> conversion = Optional.empty();
    private Codec converted = NONE;
    private boolean converting;
    private long openedAt;
    private int conversions;
    private LegFormats partner = LegFormats.NONE;
    private boolean closed;

    /**
     * @param number of this join, 1 or more: no two of one leg share it
     * @param mill where pictures may be converted
     * @param askPartner for a keyframe
     * @param limit the most bits a second that this leg's far end wants to see
     */
    public PictureHearing(
            int number,
            Supplier<Optional<PictureEgress>> egress,
            Loop loop,
            Optional<PictureMill> mill,
            Runnable askPartner,
            Supplier<OptionalLong> limit) {
        this.number = number;
        this.egress = egress;
        this.loop = loop;
        this.mill = mill;
        this.askPartner = askPartner;
        this.limit = limit;
        forget();
    }

    private void forget() {
        Arrays.fill(types, NOT_AGREED);
        Arrays.fill(foreign, NONE);
    }

    @Override
    public void formats(LegFormats partner) {
        this.partner = partner;
        renew();
    }

    @Override
    public void renew() {
        if (closed) return;
        forget();
        egress.get().ifPresent(this::renew);
    }

    private void renew(PictureEgress shown) {
        var before = target;
        target = shown.formats().stream().findFirst();
        if (!target.equals(before)) stopConverting();
        limitChanged();
        boolean sees = false;
        for (var theirs : partner.receiving()) sees |= agree(theirs, shown);
        if (sees) shown.expectKeyframe();
    }

    private boolean agree(Format theirs, PictureEgress shown) {
        for (var ours : shown.formats()) {
            if (!ours.codec().equals(theirs.codec())) continue;
            types[theirs.payloadType()] = ours.payloadType();
            return true;
        }
        if (mill.isEmpty() || target.isEmpty()) return false;
        foreign[theirs.payloadType()] = theirs.codec();
        return true;
    }

    @Override
    public void accept(RtpPacket packet, long now) {
        int type = types[packet.payloadType()];
        var shown = egress.get();
        if (type != NOT_AGREED && shown.isPresent()) {
            converting = false;
            packet.payloadType(type);
            shown.get().show(source(packet.ssrc()), packet, now);
        } else if (foreign[packet.payloadType()] != NONE && shown.isPresent()) {
            convert(foreign[packet.payloadType()], packet, now);
        } else {
            loop.counters().count(Counted.NOT_UNDERSTOOD);
        }
    }

    /** A partner that begins another stream is another source. */
    private long source(int ssrc) {
        return number << 32 | Integer.toUnsignedLong(ssrc);
    }

    /** What is converted keeps its timestamps. */
    @Override
    public void captured(CaptureTime time) {
        long source = source(converting ? conversions : time.ssrc());
        egress.get().ifPresent(shown -> shown.captured(source, time.timestamp(), time.nanos()));
    }

    private void convert(Codec from, RtpPacket packet, long now) {
        if (!from.equals(converted) && !startConverting(from, now)) return;
        converting = true;
        conversion.get().accept(packet);
    }

    private boolean startConverting(Codec from, long now) {
        if (converted != NONE && now - openedAt < PAUSE) return false;
        stopConverting();
        openedAt = now;
        converted = from;
        var begun = mill.orElseThrow().open(from, target.orElseThrow().codec(), loop, new Seen());
        conversion = Optional.of(begun);
        limitChanged();
        return true;
    }

    /** What comes out of a conversion. */
    private final class Seen implements PictureConversion.Outlet {
        private final int type = target.orElseThrow().payloadType();
        private final long source = source(++conversions);

        @Override
        public void accept(RtpPacket packet, long now) {
            if (!converting) return;
            packet.payloadType(type);
            if (egress.get().isPresent()) egress.get().get().show(source, packet, now);
        }

        @Override
        public void keyframeWanted() {
            if (converting) askPartner.run();
        }
    }

    /** Whether that can be done here: a picture that is made anew can be made to stand alone. */
    public boolean wantKeyframe() {
        if (!converting) return false;
        conversion.ifPresent(PictureConversion::wantKeyframe);
        return true;
    }

    /** The far end wants more or fewer bits a second. */
    public void limitChanged() {
        if (conversion.isEmpty()) return;
        conversion.get().limit(limit.get().orElse(Long.MAX_VALUE));
    }

    private void stopConverting() {
        conversion.ifPresent(PictureConversion::close);
        conversion = Optional.empty();
        converted = NONE;
        converting = false;
    }

    @Override
    public void close() {
        closed = true;
        forget();
        stopConverting();
        egress.get().ifPresent(PictureEgress::rest);
    }
}
