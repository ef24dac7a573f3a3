package org.ringdown.rtcp;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.ringdown.rtcp.RtcpPacket.ReceiverReport;
import org.ringdown.rtcp.RtcpPacket.ReportBlock;
import org.ringdown.rtcp.RtcpPacket.SenderReport;
import org.ringdown.rtp.EgressRewriter;
import org.ringdown.rtp.ReceiverStatistics;
import org.ringdown.rtp.RtpClock;
import org.ringdown.rtp.SenderStatistics;

/**
 * The reports of one stream each way between us and one far end: when they are due, and what they say (RFC 3550 §6).
 *
 * <p>With two members the rules of §6.2 come down to this: every five seconds, between half and one and a half of that by
 * chance, and the first after half the time.
 */
public final class RtcpSession {
    private static final double INTERVAL_NANOS = 5e9;
    private static final double COMPENSATION = Math.E - 1.5; // §6.3.1
    private static final int MAX_ROUND_TRIP = 30 << 16; // in 65536ths of a second; more is nonsense

    private final EgressRewriter egress;
    private final SenderStatistics sent;
    private final String cname;
    private final NtpClock clock;
    private final RandomGenerator random;

    private long deadline;
    private int sentAtReport;
    private int sentAtReportBefore;

    private int source;
    private Optional<ReceiverStatistics> heard = Optional.empty();
    private int lastReport;
    private long lastReportNanos;

    private OptionalLong roundTripNanos = OptionalLong.empty();
    private Optional<ReportBlock> farEnd = Optional.empty();

    /**
     * @param egress the stream we send, under whose SSRC we report
     * @param sent what was sent of it
     * @param cname one name for all streams of a call
     */
    public RtcpSession(
            EgressRewriter egress,
            SenderStatistics sent,
            String cname,
            NtpClock clock,
            RandomGenerator random,
            long nowNanos) {
        this.egress = egress;
        this.sent = sent;
        this.cname = cname;
        this.clock = clock;
        this.random = random;
        this.deadline = nowNanos + interval() / 2;
    }

    /** Names the source that the far end sends now, and what is counted of it. */
    public void source(int ssrc, ReceiverStatistics statistics) {
        source = ssrc;
        heard = Optional.of(statistics);
        lastReport = 0;
    }

    /** When the next report is due. */
    public long deadline() {
        return deadline;
    }

    /** Writes a report from the buffer's position on, and sets the deadline of the next. It needs 60 bytes and the CNAME's. */
    public void report(ByteBuffer out, long nowNanos) {
        deadline = nowNanos + interval();
        var blocks = blocks(nowNanos);
        var writer = new RtcpWriter(out);
        if (egress.isStarted()
                && sent.packets()
                        != sentAtReportBefore) { // sent since the report before last, §6.4
            writer.senderReport(
                    egress.ssrc(),
                    clock.at(nowNanos),
                    egress.timestampAt(nowNanos),
                    sent.packets(),
                    sent.octets(),
                    blocks);
        } else {
            writer.receiverReport(egress.ssrc(), blocks);
        }
        writer.cname(egress.ssrc(), cname);
        sentAtReportBefore = sentAtReport;
        sentAtReport = sent.packets();
    }

    /** Writes the least that a compound packet begins with, for feedback that cannot wait (RFC 4585 §3.1). */
    public RtcpWriter begin(ByteBuffer out) {
        return new RtcpWriter(out)
                .receiverReport(egress.ssrc(), List.of())
                .cname(egress.ssrc(), cname);
    }

    /** Takes what the far end reports; all other packets are passed over. */
    public void receive(List<RtcpPacket> packets, long nowNanos) {
        for (var packet : packets) {
            switch (packet) {
                case SenderReport report -> {
                    if (heard.isPresent() && report.ssrc() == source) {
                        lastReport = NtpClock.middle(report.ntp());
                        lastReportNanos = nowNanos;
                    }
                    receiveBlocks(report.blocks(), nowNanos);
                }
                case ReceiverReport report -> receiveBlocks(report.blocks(), nowNanos);
                default -> {}
            }
        }
    }

    /** How long a packet takes to the far end and back, by its latest report. */
    public OptionalLong roundTripNanos() {
        return roundTripNanos;
    }

    /** How the far end hears us, by its latest report. */
    public Optional<ReportBlock> farEnd() {
        return farEnd;
    }

    private void receiveBlocks(List<ReportBlock> blocks, long nowNanos) {
        for (var block : blocks) {
            if (block.ssrc() == egress.ssrc()) {
                farEnd = Optional.of(block);
                measureRoundTrip(block, nowNanos);
            }
        }
    }

    private void measureRoundTrip(ReportBlock block, long nowNanos) {
        int trip = NtpClock.middle(clock.at(nowNanos)) - block.lastReport() - block.delay();
        boolean sane = block.lastReport() != 0 && block.delay() >= 0;
        if (sane && trip >= 0 && trip < MAX_ROUND_TRIP) {
            roundTripNanos = OptionalLong.of(RtpClock.nanos(trip, 1 << 16));
        }
    }

    private List<ReportBlock> blocks(long nowNanos) {
        return heard.filter(statistics -> !statistics.isEmpty())
                .map(statistics -> List.of(block(statistics, nowNanos)))
                .orElse(List.of());
    }

    private ReportBlock block(ReceiverStatistics statistics, long nowNanos) {
        long delay = lastReport == 0 ? 0 : RtpClock.units(nowNanos - lastReportNanos, 1 << 16);
        return new ReportBlock(
                source,
                statistics.takeFractionLost(),
                statistics.lost(),
                statistics.highest(),
                statistics.jitter(),
                lastReport,
                (int) delay);
    }

    private long interval() {
        return (long) (INTERVAL_NANOS * (0.5 + random.nextDouble()) / COMPENSATION);
    }
}
