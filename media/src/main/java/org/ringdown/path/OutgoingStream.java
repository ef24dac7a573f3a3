package org.ringdown.path;

import org.ringdown.rtp.EgressRewriter;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.SenderStatistics;

/** One SSRC of ours toward one far end, and what was sent on it. */
public final class OutgoingStream {
    private final EgressRewriter rewriter;
    private final SenderStatistics statistics = new SenderStatistics();

    OutgoingStream(EgressRewriter rewriter) {
        this.rewriter = rewriter;
    }

    /** Gives a packet its place; false if it has none any more. */
    boolean write(RtpPacket packet, long source, boolean event, long now) {
        rewriter.select(source);
        boolean placed =
                event
                        ? rewriter.rewriteEvent(packet, source, now)
                        : rewriter.rewrite(packet, source, now);
        if (placed) statistics.sent(packet.payloadLength());
        return placed;
    }

    void skip(long source, int sequence) {
        rewriter.skip(sequence, source);
    }

    public int ssrc() {
        return rewriter.ssrc();
    }

    public int clockRate() {
        return rewriter.clockRate();
    }

    /** The timestamp that the stream has reached, for a sender report. */
    public int timestampAt(long now) {
        return rewriter.timestampAt(now);
    }

    public SenderStatistics statistics() {
        return statistics;
    }
}
