package org.ringdown.path;

import java.util.random.RandomGenerator;
import org.ringdown.rtcp.RtcpSession;
import org.ringdown.rtp.EgressRewriter;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.SenderStatistics;

/** One SSRC of ours toward one far end, and what was sent on it. */
final class OutgoingStream {
    private final EgressRewriter rewriter;
    private final SenderStatistics statistics = new SenderStatistics();

    OutgoingStream(EgressRewriter rewriter) {
        this.rewriter = rewriter;
    }

    /** Gives a packet its place; false if it has none any more. */
    boolean write(RtpPacket packet, long source, boolean event, long now) {
        rewriter.select(source);
        return event
                ? rewriter.rewriteEvent(packet, source, now)
                : rewriter.rewrite(packet, source, now);
    }

    /** A packet has left, with a payload that long. */
    void sent(int octets) {
        statistics.sent(octets);
    }

    void skip(long source, int sequence) {
        rewriter.skip(sequence, source);
    }

    /** What bears this timestamp of a source was captured then. */
    void captured(long source, int timestamp, long nanos) {
        rewriter.captured(source, timestamp, nanos);
    }

    /** The reports that go with it. */
    RtcpSession reports(Reports as, RandomGenerator random, long now) {
        return new RtcpSession(rewriter, statistics, as.cname(), as.ours(), random, now);
    }

    void goOnAt(int clockRate) {
        rewriter.goOnAt(clockRate);
    }

    int clockRate() {
        return rewriter.clockRate();
    }
}
