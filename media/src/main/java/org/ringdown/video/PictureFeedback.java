package org.ringdown.video;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.ringdown.media.Pictures;
import org.ringdown.media.Pictures.Feedback;
import org.ringdown.path.CaptureTime;
import org.ringdown.path.Reports;
import org.ringdown.rtcp.RtcpPacket;
import org.ringdown.rtcp.RtcpParser;
import org.ringdown.rtcp.RtcpSession;
import org.ringdown.rtcp.RtcpWriter;
import org.ringdown.rtp.ReceiverStatistics;
import org.ringdown.transport.Transport;
import org.ringdown.wire.MalformedException;
import org.ringdown.worker.Alarm;
import org.ringdown.worker.Counted;
import org.ringdown.worker.DatagramHandler;
import org.ringdown.worker.Loop;

/**
 * RTCP beside the pictures of one far end: made here and ended here, nothing is passed on to a partner but what is wanted of it.
 *
 * <p>Reports go out every second, as senders of pictures follow them; keyframes are asked for a few times a second at most.
 */
final class PictureFeedback {
    private static final long EVERY = TimeUnit.SECONDS.toNanos(1);

    /** Browsers leave out what they are asked within 300 ms of the time before. */
    private static final long KEYFRAME_PAUSE = TimeUnit.MILLISECONDS.toNanos(350);

    private static final int LONGEST = 1200;
    private static final int MASK = 16;

    /** What of that which the far end says concerns its partner. */
    interface Wishes {
        void keyframe();

        void bitrate(long most);

        void captured(CaptureTime time);
    }

    private final Loop loop;
    private final Transport transport;
    private final PictureEgress egress;
    private final PictureIntake intake;
    private final Wishes wishes;
    private final Runnable askElsewhere;
    private final Reports reporting;
    private final RtcpSession session;
    private final Alarm reports;
    private final Alarm nacks;
    private final Alarm keyframes;
    private final ByteBuffer buffer = ByteBuffer.allocate(LONGEST + DatagramHandler.TAIL);

    private Pictures agreed = Pictures.NONE;
    private ReceiverStatistics heard;
    private OptionalLong limit = OptionalLong.empty();
    private long nackAt;
    private boolean nackIsSet;
    private RtcpWriter nackWriter;
    private int nackFirst;
    private int nackMask;
    private boolean nackOpen;
    private long askedAt;
    private boolean asked;
    private boolean waiting;
    private boolean wanted;
    private int requests;

    /**
     * @param reporting the same as of the sound beside it
     * @param askElsewhere asks for a keyframe where RTCP cannot
     */
    PictureFeedback(
            Loop loop,
            RandomGenerator random,
            Transport transport,
            PictureEgress egress,
            PictureIntake intake,
            Reports reporting,
            Wishes wishes,
            Runnable askElsewhere) {
        this.loop = loop;
        this.transport = transport;
        this.egress = egress;
        this.intake = intake;
        this.wishes = wishes;
        this.askElsewhere = askElsewhere;
        this.heard = intake.statistics();
        this.reporting = reporting;
        this.session =
                new RtcpSession(
                        egress.stream(),
                        egress.statistics(),
                        reporting.cname(),
                        reporting.ours(),
                        random,
                        loop.nanos());
        this.nackWriter = new RtcpWriter(buffer);
        this.reports = loop.alarm(this::report);
        this.nacks = loop.alarm(this::onNacks);
        this.keyframes = loop.alarm(this::onKeyframe);
        reports.set(loop.nanos() + EVERY);
    }

    void agree(Pictures pictures) {
        agreed = pictures;
    }

    // In

    void received(ByteBuffer bytes, int offset, int length, long now) {
        try {
            var packets = RtcpParser.parse(bytes.slice(offset, length));
            session.receive(packets, now);
            for (var packet : packets) on(packet, now);
            reporting.captured(packets, intake.ssrc(), now).ifPresent(wishes::captured);
        } catch (MalformedException _) {
            loop.counters().count(Counted.MALFORMED);
        }
    }

    private void on(RtcpPacket packet, long now) {
        int ours = egress.stream().ssrc();
        switch (packet) {
            case RtcpPacket.Nack nack when nack.media() == ours ->
                    nack.forEachMissed(sequence -> egress.missed(sequence, now));
            case RtcpPacket.PictureLoss(_, var media) when media == ours -> wishes.keyframe();
            case RtcpPacket.FullIntraRequest(_, var all)
                    when all.stream().anyMatch(one -> one.ssrc() == ours) ->
                    wishes.keyframe();
            case RtcpPacket.BitrateLimit(_, var most) -> wishes.bitrate(most);
            default -> {}
        }
    }

    // Out

    /** No more than so many bits a second are of use to whoever sees this far end's pictures. */
    void limit(OptionalLong most) {
        boolean lower = most.isPresent() && most.getAsLong() < limit.orElse(Long.MAX_VALUE);
        limit = most;
        if (lower && intake.hasBegun()) report();
    }

    private void report() {
        long now = loop.nanos();
        reports.set(now + EVERY);
        if (!egress.stream().isStarted() && !intake.hasBegun()) return;
        if (intake.statistics() != heard) {
            heard = intake.statistics();
            session.source(intake.ssrc(), heard);
        }
        session.report(buffer.clear(), now);
        if (intake.hasBegun() && limit.isPresent()) writeLimit(limit.getAsLong());
        transport.sendRtcp(buffer, 0, buffer.position());
    }

    private void writeLimit(long most) {
        int us = egress.stream().ssrc();
        if (agreed.feedback().contains(Feedback.REMB))
            new RtcpWriter(buffer).bitrateEstimate(us, intake.ssrc(), most);
        else if (agreed.feedback().contains(Feedback.TMMBR))
            new RtcpWriter(buffer).bitrateRequest(us, intake.ssrc(), most);
    }

    /** Packets are missing: they are asked for when they are due. */
    void missing() {
        if (!agreed.feedback().contains(Feedback.NACK)) return;
        long due = intake.missing().deadline();
        if (nackIsSet && due - nackAt >= 0) return;
        nackIsSet = true;
        nackAt = due;
        nacks.set(due);
    }

    private void onNacks() {
        long now = loop.nanos();
        nackIsSet = false;
        session.begin(buffer.clear());
        int empty = buffer.position();
        nackOpen = false;
        boolean lost = intake.missing().ask(now, this::nack);
        flush();
        if (buffer.position() > empty) transport.sendRtcp(buffer, 0, buffer.position());
        if (lost) wantKeyframe();
        if (!intake.missing().isEmpty()) missing();
    }

    /** Sequence numbers come in order: those of the 16 after one are said with it. */
    private void nack(int sequence) {
        int after = sequence - nackFirst - 1 & 0xffff;
        if (nackOpen && after < MASK) {
            nackMask |= 1 << after;
            return;
        }
        flush();
        nackOpen = true;
        nackFirst = sequence;
        nackMask = 0;
    }

    private void flush() {
        boolean fits = buffer.position() + 16 <= LONGEST;
        if (nackOpen && fits)
            nackWriter.nack(egress.stream().ssrc(), intake.ssrc(), nackFirst, nackMask);
        nackOpen = false;
    }

    /** A keyframe of this far end is wanted: at once, or when the next may be asked for. */
    void wantKeyframe() {
        long now = loop.nanos();
        if (waiting) return;
        long pause = asked ? askedAt + KEYFRAME_PAUSE - now : 0;
        if (pause > 0) {
            waiting = true;
            keyframes.set(now + pause);
        } else {
            askForKeyframe(now);
        }
    }

    private void onKeyframe() {
        waiting = false;
        askForKeyframe(loop.nanos());
    }

    private void askForKeyframe(long now) {
        asked = true;
        askedAt = now;
        boolean pli = agreed.feedback().contains(Feedback.PLI);
        boolean fir = agreed.feedback().contains(Feedback.FIR);
        wanted = (pli || fir) && !intake.hasBegun(); // nobody knows its SSRC yet
        if (wanted) return;
        if (!pli && !fir) {
            if (!agreed.receiving().isEmpty()) askElsewhere.run();
            return;
        }
        int us = egress.stream().ssrc();
        var writer = session.begin(buffer.clear());
        if (pli) writer.pictureLoss(us, intake.ssrc());
        else writer.fullIntraRequest(us, intake.ssrc(), requests++ & 0xff);
        transport.sendRtcp(buffer, 0, buffer.position());
    }

    /** The far end has begun to send: what was wanted before can be asked for. */
    void begun() {
        if (wanted) askForKeyframe(loop.nanos());
    }

    void close() {
        reports.cancel();
        nacks.cancel();
        keyframes.cancel();
    }
}
