package org.ringdown.video;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.ringdown.media.MediaNote;
import org.ringdown.media.Pictures;
import org.ringdown.path.CaptureTime;
import org.ringdown.path.LegFormats;
import org.ringdown.path.Reports;
import org.ringdown.path.RtpSink;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.transport.Transport;
import org.ringdown.transport.TransportListener;
import org.ringdown.worker.Loop;

/**
 * What stands between a leg and the pictures of its far end.
 *
 * <pre>
 * far end -> transport -> intake -> the leg's partner
 * far end <- transport <- egress <- hearing <- the leg's partner
 *      RTCP <-> feedback
 * </pre>
 */
public final class PictureLine implements TransportListener {
    /** Whom a far end's pictures and wishes go to: the leg's partner; and who asks for a keyframe where RTCP cannot. */
    public interface Partner extends RtpSink {
        void keyframeWanted();

        /** No more than so many bits a second. */
        void bitrateWanted(OptionalLong most);

        void askElsewhere();

        void captured(CaptureTime time);
    }

    private final Partner partner;
    private final PictureEgress egress;
    private final PictureIntake intake;
    private final PictureFeedback feedback;
    private Pictures agreed = Pictures.NONE;
    private OptionalLong estimate = OptionalLong.empty();

    /**
     * @param ssrc of the stream that the far end sees
     * @param againSsrc of what is sent anew of it
     * @param reports the same as of the sound beside it
     */
    public PictureLine(
            Loop loop,
            RandomGenerator random,
            Transport transport,
            int ssrc,
            int againSsrc,
            Reports reports,
            Partner partner) {
        this.partner = partner;
        this.egress =
                new PictureEgress(
                        loop, random, transport, ssrc, againSsrc, partner::keyframeWanted);
        this.intake = new PictureIntake(partner, new Wants());
        this.feedback =
                new PictureFeedback(
                        loop,
                        random,
                        transport,
                        egress,
                        intake,
                        reports,
                        new Wishes(),
                        partner::askElsewhere);
    }

    private final class Wants implements PictureIntake.Wants {
        @Override
        public void missing() {
            feedback.missing();
        }

        @Override
        public void keyframe() {
            feedback.wantKeyframe();
        }

        @Override
        public void begun() {
            feedback.begun();
        }
    }

    private final class Wishes implements PictureFeedback.Wishes {
        @Override
        public void keyframe() {
            partner.keyframeWanted();
        }

        @Override
        public void bitrate(long most) {
            boolean news = isNews(estimate.orElse(Long.MAX_VALUE), most);
            if (!news) return;
            estimate = OptionalLong.of(most);
            partner.bitrateWanted(limit());
        }

        @Override
        public void captured(CaptureTime time) {
            partner.captured(time);
        }
    }

    /** A twentieth more or less changes nothing. */
    private static boolean isNews(long before, long now) {
        return Math.abs(before - now) > before / 20;
    }

    public void agree(Pictures pictures) {
        agreed = pictures;
        intake.agree(pictures);
        egress.agree(pictures);
        feedback.agree(pictures);
    }

    /** Whether that is agreed already: told again, what is shown goes on. */
    public boolean isAgreed(Pictures pictures) {
        return agreed.equals(pictures);
    }

    /** The most bits a second that this far end wants to see: by its description, and by what it said since. */
    public OptionalLong limit() {
        long least =
                Math.min(agreed.bitrate().orElse(Long.MAX_VALUE), estimate.orElse(Long.MAX_VALUE));
        return least == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(least);
    }

    public LegFormats formats() {
        return new LegFormats(agreed.receiving(), agreed.sending());
    }

    public PictureEgress egress() {
        return egress;
    }

    /** The far end, which does not say so by RTCP, wants a picture that stands alone. */
    public void keyframeWanted() {
        partner.keyframeWanted();
    }

    /** Whoever sees this far end's pictures wants one that stands alone. */
    public void wantKeyframe() {
        feedback.wantKeyframe();
    }

    /** Whoever sees them wants no more than so many bits a second. */
    public void wantBitrate(OptionalLong most) {
        feedback.limit(most);
    }

    @Override
    public void rtp(RtpPacket packet, long now) {
        intake.accept(packet, now);
    }

    @Override
    public void rtcp(ByteBuffer buffer, int offset, int length, long now) {
        feedback.received(buffer, offset, length, now);
    }

    @Override
    public void noted(MediaNote note) {
        if (note instanceof MediaNote.Keyed) egress.reached();
    }

    public void close() {
        feedback.close();
        egress.close();
    }
}
