package org.ringdown.path;

import java.util.List;
import java.util.Optional;
import org.ringdown.rtcp.NtpClock;
import org.ringdown.rtcp.RtcpPacket;
import org.ringdown.rtcp.RtcpPacket.SenderReport;
import org.ringdown.rtcp.SourceClock;
import org.ringdown.worker.Loop;

/**
 * What all reports to and from one far end have in common, those of its sound and those of its pictures: so its lips stay with its voice, and so do
 * those that it sees.
 *
 * @param cname of at most 255 bytes, the same for all legs of a call
 * @param ours what our reports tell the time by
 * @param theirs what the far end's do
 */
public record Reports(String cname, NtpClock ours, SourceClock theirs) {
    public static Reports of(String cname, Loop loop) {
        return new Reports(
                cname, NtpClock.startingAt(loop.wall(), loop.nanos()), new SourceClock());
    }

    /** What the far end says of when its stream {@code ssrc} was captured. Who has no clock says zero (RFC 3550 §6.4.1). */
    public Optional<CaptureTime> captured(List<RtcpPacket> packets, int ssrc, long now) {
        for (var packet : packets) {
            if (packet instanceof SenderReport report && report.ssrc() == ssrc && report.ntp() != 0)
                return Optional.of(
                        new CaptureTime(
                                ssrc, report.rtpTimestamp(), theirs.nanos(report.ntp(), now)));
        }
        return Optional.empty();
    }
}
