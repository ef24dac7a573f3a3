package org.ringdown.video;

import java.util.Arrays;
import org.ringdown.media.Pictures;
import org.ringdown.path.RtpSink;
import org.ringdown.rtp.MissingPackets;
import org.ringdown.rtp.ReceiverStatistics;
import org.ringdown.rtp.Retransmission;
import org.ringdown.rtp.RtpPacket;

/** What a leg does with each packet of its far end's pictures before its partner sees it: counts it, and notices what is missing. */
public final class PictureIntake {
    private static final int CLOCK = 90000;
    private static final int NOT_ANEW = -1;

    /** What an intake wants done. */
    interface Wants {
        /** Packets are missing, and may be asked for again. */
        void missing();

        /** More is missing than can be asked for. */
        void keyframe();

        /** A source has begun. */
        void begun();
    }

    private final RtpSink seen;
    private final Wants wants;
    private final int[] first = new int[128];
    private final MissingPackets missing = new MissingPackets();
    private ReceiverStatistics statistics = new ReceiverStatistics(CLOCK);
    private int ssrc;
    private boolean begun;

    PictureIntake(RtpSink seen, Wants wants) {
        this.seen = seen;
        this.wants = wants;
        Arrays.fill(first, NOT_ANEW);
    }

    void agree(Pictures agreed) {
        Arrays.fill(first, NOT_ANEW);
        agreed.retransmissions().forEach((again, type) -> first[again] = type);
    }

    void accept(RtpPacket packet, long now) {
        int type = first[packet.payloadType()];
        if (type != NOT_ANEW) anew(packet, type, now);
        else original(packet, now);
    }

    private void original(RtpPacket packet, long now) {
        if (!begun || packet.ssrc() != ssrc) begin(packet.ssrc());
        statistics.received(packet.sequence(), packet.timestamp(), now);
        if (!missing.received(packet.sequence(), now)) wants.keyframe();
        if (!missing.isEmpty()) wants.missing();
        seen.accept(packet, now);
    }

    private void begin(int source) {
        ssrc = source;
        begun = true;
        statistics = new ReceiverStatistics(CLOCK);
        missing.clear();
        wants.begun();
    }

    /** It does not count as having come: reports tell of the network as it is. */
    private void anew(RtpPacket packet, int type, long now) {
        if (!begun || !Retransmission.restore(packet, type, ssrc)) return;
        missing.received(packet.sequence(), now);
        seen.accept(packet, now);
    }

    MissingPackets missing() {
        return missing;
    }

    ReceiverStatistics statistics() {
        return statistics;
    }

    /** Whose statistics they are. */
    int ssrc() {
        return ssrc;
    }

    boolean hasBegun() {
        return begun;
    }
}
