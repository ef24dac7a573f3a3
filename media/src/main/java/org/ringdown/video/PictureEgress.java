package org.ringdown.video;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.media.Pictures;
import org.ringdown.rtp.EgressRewriter;
import org.ringdown.rtp.H264ParameterSets;
import org.ringdown.rtp.Retransmission;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;
import org.ringdown.rtp.SenderStatistics;
import org.ringdown.rtp.Vp8Payload;
import org.ringdown.transport.Transport;
import org.ringdown.worker.Alarm;
import org.ringdown.worker.Counted;
import org.ringdown.worker.DatagramHandler;
import org.ringdown.worker.Loop;

/**
 * The one stream of pictures that a far end sees, whoever sends them.
 *
 * <p>Where its source changes it goes on with a keyframe, which is asked for until it comes; nothing else of the new source can be decoded.
 */
public final class PictureEgress {
    private static final int CLOCK = 90000;
    private static final Codec NONE = new Codec("none", CLOCK, 1);
    private static final int FIRST_SEQUENCES = 1 << 15;
    private static final int LONGEST = 2048;

    /** What comes so many packets late is no use to anybody, and must not look like a source that has begun anew. */
    private static final int LATEST = 120;

    /** How often a keyframe is asked for that does not come. */
    private static final long AGAIN = TimeUnit.MILLISECONDS.toNanos(400);

    /** Some encoders refresh pictures bit by bit and never send a keyframe: after this time they pass. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(8);

    private final Loop loop;
    private final Transport transport;
    private final Runnable wantsKeyframe;
    private final EgressRewriter rewriter;
    private final SenderStatistics statistics = new SenderStatistics();
    private final SentPictures sent = new SentPictures();
    private final Alarm alarm;
    private final int againSsrc;
    private int againSequence;

    private List<Format> formats = List.of();
    private final Codec[] codecs = new Codec[128];
    private final int[] retransmissions = new int[128];

    private final Vp8Payload vp8 = new Vp8Payload();
    private final Vp8Numbers vp8Numbers = new Vp8Numbers();
    private final H264ParameterSets parameterSets = new H264ParameterSets();
    private final RtpPacket ours = new RtpPacket();
    private final ByteBuffer scratch = ByteBuffer.allocate(LONGEST + DatagramHandler.TAIL);

    private long source;
    private int newest;
    private boolean open;
    private boolean waiting;
    private long closedAt;

    /**
     * @param ssrc of the stream
     * @param againSsrc of what is sent anew of it, where that has a stream of its own
     * @param wantsKeyframe asks whoever sends now for one
     */
    public PictureEgress(
            Loop loop,
            RandomGenerator random,
            Transport transport,
            int ssrc,
            int againSsrc,
            Runnable wantsKeyframe) {
        this.loop = loop;
        this.transport = transport;
        this.wantsKeyframe = wantsKeyframe;
        this.againSsrc = againSsrc;
        this.againSequence = random.nextInt(FIRST_SEQUENCES);
        this.rewriter =
                EgressRewriter.video(
                        CLOCK, ssrc, random.nextInt(FIRST_SEQUENCES), random.nextInt());
        this.alarm = loop.alarm(this::onAlarm);
    }

    /** What the far end agreed to see. */
    public void agree(Pictures agreed) {
        formats = agreed.sending();
        Arrays.fill(codecs, NONE);
        Arrays.fill(retransmissions, 0);
        for (var format : formats) codecs[format.payloadType()] = format.codec();
        agreed.retransmissions().forEach((again, first) -> retransmissions[first] = again);
        if (formats.isEmpty()) alarm.cancel();
    }

    public List<Format> formats() {
        return formats;
    }

    /** Somebody else is seen from now on, or the same one anew: the next picture has to stand alone. */
    void expectKeyframe() {
        open = false;
        waiting = true;
        closedAt = loop.nanos();
        ask();
    }

    /** There are keys now, for which a keyframe has waited: one that came before them would have been lost. */
    void reached() {
        if (waiting) expectKeyframe();
    }

    private void ask() {
        if (transport.reaches()) wantsKeyframe.run();
        alarm.set(loop.nanos() + AGAIN);
    }

    private void onAlarm() {
        boolean patient = loop.nanos() - closedAt <= PATIENCE;
        if (waiting && patient && !formats.isEmpty()) ask();
    }

    /** Nobody is seen any more. */
    void rest() {
        waiting = false;
        alarm.cancel();
    }

    /** A partner's packet, under our payload type. */
    void show(long from, RtpPacket packet, long now) {
        if (from != source) begin(from);
        var codec = codecs[packet.payloadType()];
        if (codec == NONE || packet.payloadLength() == 0) {
            rewriter.skip(packet.sequence(), from);
            return;
        }
        boolean vp8s = codec.equals(Codec.VP8);
        boolean starts = vp8s ? startsVp8(packet) : startsH264(packet);
        if (!open && !mayOpen(starts, packet, now)) return;
        int behind = (short) (newest - packet.sequence());
        if (behind > LATEST) {
            loop.counters().count(Counted.LATE);
            return;
        }
        if (behind < 0) newest = packet.sequence();
        if (vp8s) {
            if (vp8.read(packet)) vp8Numbers.rewrite(vp8);
        } else if (parameterSets.lacks(packet.timestamp())) {
            bringParameterSets(codec, from, packet, now);
        }
        RtpWriter.bare(packet);
        send(from, packet, now);
    }

    private void begin(long from) {
        source = from;
        rewriter.select(from);
        vp8Numbers.anew();
        parameterSets.clear();
        if (open) expectKeyframe();
    }

    private boolean mayOpen(boolean starts, RtpPacket packet, long now) {
        if (!starts && now - closedAt < PATIENCE || !transport.reaches()) return false;
        open = true;
        waiting = false;
        newest = packet.sequence() - 1;
        alarm.cancel();
        return true;
    }

    private boolean startsVp8(RtpPacket packet) {
        return vp8.read(packet) && vp8.startsKeyframe();
    }

    private boolean startsH264(RtpPacket packet) {
        parameterSets.read(packet);
        return parameterSets.startsKeyframe();
    }

    private boolean send(long from, RtpPacket packet, long now) {
        if (!rewriter.rewrite(packet, from, now)) {
            loop.counters().count(Counted.LATE);
            return false;
        }
        statistics.sent(packet.payloadLength());
        sent.keep(packet);
        transport.send(packet);
        return true;
    }

    private void bringParameterSets(Codec codec, long from, RtpPacket before, long now) {
        parameterSets.said(before.timestamp());
        if (codec.equals(Codec.H264)) {
            bring(from, before, parameterSets.together(scratch, RtpPacket.HEADER), now);
        } else {
            bring(from, before, parameterSets.sequenceParameters(scratch, RtpPacket.HEADER), now);
            bring(from, before, parameterSets.pictureParameters(scratch, RtpPacket.HEADER), now);
        }
    }

    private void bring(long from, RtpPacket before, int payload, long now) {
        RtpWriter.header(
                scratch,
                0,
                before.payloadType(),
                false,
                before.sequence(),
                before.timestamp(),
                before.ssrc());
        boolean fits = ours.wrap(scratch.clear(), 0, RtpPacket.HEADER + payload);
        if (fits && send(from, ours, now)) rewriter.inserted(from);
    }

    /** The far end misses a packet. */
    void missed(int sequence, long now) {
        if (!sent.find(sequence, now)) return;
        var packet = sent.packet();
        int again = retransmissions[packet.payloadType()];
        scratch.clear();
        if (again == 0) {
            scratch.put(0, packet.buffer(), packet.offset(), packet.length());
            if (ours.wrap(scratch, 0, packet.length())) transport.resend(ours);
            return;
        }
        int length =
                Retransmission.write(
                        packet, again, againSequence++ & 0xffff, againSsrc, scratch, 0);
        if (ours.wrap(scratch, 0, length)) transport.send(ours);
    }

    /** What bears this timestamp of a partner was captured then. */
    void captured(long source, int timestamp, long nanos) {
        rewriter.captured(source, timestamp, nanos);
    }

    EgressRewriter stream() {
        return rewriter;
    }

    SenderStatistics statistics() {
        return statistics;
    }

    public void close() {
        alarm.cancel();
        agree(Pictures.NONE);
    }
}
