package org.ringdown.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ringdown.rtcp.RtcpPacket.Goodbye;
import org.ringdown.rtcp.RtcpPacket.PictureLoss;
import org.ringdown.rtcp.RtcpPacket.ReceiverReport;
import org.ringdown.rtcp.RtcpPacket.ReportBlock;
import org.ringdown.rtcp.RtcpPacket.SenderReport;
import org.ringdown.rtcp.RtcpPacket.SourceDescription;
import org.ringdown.rtp.EgressRewriter;
import org.ringdown.rtp.ReceiverStatistics;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;
import org.ringdown.rtp.SenderStatistics;

/** Reports of a leg: when (RFC 3550 §6.2), of what kind (§6.4), and what both ends learn from them. */
class RtcpSessionTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;
    private static final int OURS = 0x11111111;
    private static final int THEIRS = 0x22222222;
    private static final long SOURCE = 7;

    /** The wall clock of the example in RFC 3550 §6.4.1, figure 2, at the moment 0. */
    private final NtpClock clock = new NtpClock(0xb44db705_20000000L, 0);

    private final EgressRewriter egress = EgressRewriter.audio(8000, OURS, 0, 5000);
    private final SenderStatistics sent = new SenderStatistics();
    private final ReceiverStatistics heard = new ReceiverStatistics(8000);
    private final RtcpSession session =
            new RtcpSession(egress, sent, "ringdown", clock, new Random(1), 0);

    @Test
    void reportsAsAReceiverBeforeItSends() throws Exception {
        assertThat(report(0))
                .containsExactly(
                        new ReceiverReport(OURS, List.of()),
                        new SourceDescription(
                                List.of(
                                        new SourceDescription.Chunk(
                                                OURS, Optional.of("ringdown")))));
    }

    @Test
    void reportsAsASenderWhileItSends() throws Exception {
        send(0);
        assertThat(report(SECOND).getFirst())
                .isEqualTo(
                        new SenderReport(
                                OURS, 0xb44db706_20000000L, 5000 + 8000, 1, 160, List.of()));
        assertThat(report(6 * SECOND).getFirst()).isInstanceOf(SenderReport.class);
        assertThat(report(11 * SECOND).getFirst())
                .as("nothing sent since the report before last")
                .isInstanceOf(ReceiverReport.class);
        send(12 * SECOND);
        assertThat(report(16 * SECOND).getFirst()).isInstanceOf(SenderReport.class);
    }

    @Test
    void reportsWhatItHears() throws Exception {
        session.source(THEIRS, heard);
        assertThat(blocks(report(0))).as("nothing heard yet").isEmpty();
        heard.received(65535, 0, 0);
        heard.received(2, 480, 60 * MILLI);
        session.receive(
                List.of(new SenderReport(THEIRS, 0x12345678_9abcdef0L, 0, 0, 0, List.of())),
                SECOND);

        assertThat(blocks(report(3 * SECOND + SECOND / 2)))
                .containsExactly(new ReportBlock(THEIRS, 128, 2, 0x10002, 0, 0x56789abc, 0x28000));
    }

    @Test
    void namesNoReportOfAnotherSource() throws Exception {
        session.source(THEIRS, heard);
        heard.received(1, 0, 0);
        session.receive(List.of(new SenderReport(7, 99L << 32, 0, 0, 0, List.of())), 0);
        assertThat(blocks(report(SECOND)).getFirst().lastReport()).isZero();

        session.receive(List.of(new SenderReport(THEIRS, 99L << 32, 0, 0, 0, List.of())), 0);
        session.source(8, heard);
        assertThat(blocks(report(SECOND)).getFirst())
                .matches(block ->
                        block.ssrc() == 8 && block.lastReport() == 0 && block.delay() == 0);
    }

    @Test
    void measuresTheRoundTripOfTheRfc() throws Exception {
        send(0);
        report(0);
        long now = 11 * SECOND + 375 * MILLI; // A = 0xb710:8000
        var block = new ReportBlock(OURS, 1, 2, 3, 4, 0xb7052000, 0x00054000);
        session.receive(List.of(new ReceiverReport(THEIRS, List.of(block))), now);

        assertThat(session.roundTripNanos()).hasValue(6 * SECOND + 125 * MILLI); // 0x0006:2000
        assertThat(session.farEnd()).contains(block);
    }

    @Test
    void measuresNoNonsense() {
        for (int[] report :
                new int[][] {
                    {0, 0}, {0xb7052000, 0x00100000}, {0xb7052000, -1}, {0x10000000, 0}, {-1, -1}
                }) {
            var block = new ReportBlock(OURS, 0, 0, 0, 0, report[0], report[1]);
            session.receive(List.of(new ReceiverReport(THEIRS, List.of(block))), SECOND);
            assertThat(session.roundTripNanos()).isEmpty();
        }
        var other = new ReportBlock(THEIRS, 0, 0, 0, 0, 0xb7052000, 0);
        session.receive(List.of(new SenderReport(7, 0, 0, 0, 0, List.of(other))), SECOND);
        assertThat(session.roundTripNanos()).isEmpty();
    }

    @Test
    void reportsEveryFiveSecondsMoreOrLess() throws Exception {
        long now = 0;
        long least = Long.MAX_VALUE;
        long most = 0;
        assertThat(session.deadline()).isBetween(SECOND, 3_100 * MILLI);
        for (int i = 0; i < 2000; i++) {
            long before = now;
            now = session.deadline();
            report(now);
            if (i > 0) {
                least = Math.min(least, now - before);
                most = Math.max(most, now - before);
            }
        }
        assertThat(least).isBetween(2_052 * MILLI, 2_100 * MILLI); // 5 s x 0.5 / 1.21828
        assertThat(most).isBetween(6_000 * MILLI, 6_157 * MILLI); // 5 s x 1.5 / 1.21828
        assertThat(now / 2000).isBetween(3_900 * MILLI, 4_300 * MILLI);
    }

    @Test
    void carriesTheClockOfASourceOver() throws Exception {
        send(0); // our 5000 is their 0, and comes 40 ms after it was captured
        egress.captured(SOURCE, 0, -40 * MILLI);
        var report = (SenderReport) report(10 * SECOND).getFirst();
        assertThat(report.rtpTimestamp()).isEqualTo(5000 + 80_000 + 320);

        egress.changeClock(48_000, 0x33333333, 0, 0);
        sent.restart();
        send(10 * SECOND);
        report = (SenderReport) report(11 * SECOND).getFirst();
        assertThat(report.rtpTimestamp())
                .as("of another stream nothing is known")
                .isEqualTo(48_000);
    }

    @Test
    void shiftsAllStreamsOfAFarEndAlike() {
        var theirs = new SourceClock();
        long second = 1L << 32;
        long ours = theirs.nanos(100 * second, 500 * SECOND);
        assertThat(ours).isEqualTo(500 * SECOND);
        assertThat(theirs.nanos(101 * second, 501 * SECOND + SECOND / 2))
                .as("late, and so followed by a step of a millisecond")
                .isEqualTo(501 * SECOND + MILLI);
        assertThat(theirs.nanos(3 * second, 502 * SECOND)).as("set anew").isEqualTo(502 * SECOND);
    }

    @Test
    void followsAClockThatDriftsAndThoseOfThisCentury() {
        var theirs = new SourceClock();
        var clock = NtpClock.startingAt(Instant.parse("2035-12-31T00:00:00Z"), 0);
        long off = 0;
        for (long now = 0; now < 20_000 * SECOND; now += 5 * SECOND) {
            long drift = now / 5000; // 200 millionths: four seconds, all in all
            off = Math.abs(theirs.nanos(clock.at(now + drift), now) - now);
            assertThat(off).isLessThan(2 * MILLI);
        }
    }

    @Test
    void beginsFeedbackThatCannotWait() throws Exception {
        var out = ByteBuffer.allocate(200);
        session.begin(out).pictureLoss(OURS, THEIRS).goodbye(OURS);
        assertThat(RtcpParser.parse(out.flip()))
                .hasSize(4)
                .contains(new PictureLoss(OURS, THEIRS))
                .contains(new Goodbye(List.of(OURS), Optional.empty()));
    }

    @Test
    void tellsNtpTimeFromTheWallClockOnceAndThenFromTheMonotonicOne() {
        var start = NtpClock.startingAt(Instant.parse("1970-01-01T00:00:00.5Z"), 7);
        assertThat(start.ntp()).isEqualTo(2_208_988_800L << 32 | 0x8000_0000L);
        assertThat(start.at(7)).isEqualTo(start.ntp());
        assertThat(start.at(7 + 3 * SECOND / 4)).isEqualTo(2_208_988_801L << 32 | 0x4000_0000L);
        assertThat(start.at(7 - 3 * SECOND / 4)).isEqualTo(2_208_988_799L << 32 | 0xc000_0000L);
        long year = 365L * 86_400;
        assertThat(start.at(7 + year * SECOND)).isEqualTo(start.ntp() + (year << 32));
    }

    private void send(long now) {
        var packet = new RtpPacket();
        var buffer = ByteBuffer.allocate(172);
        RtpWriter.header(buffer, 0, 8, false, 1, 0, 9);
        packet.wrap(buffer, 0, 172);
        egress.select(SOURCE + now);
        assertThat(egress.rewrite(packet, SOURCE + now, now)).isTrue();
        sent.sent(packet.payloadLength());
    }

    private List<RtcpPacket> report(long now) throws Exception {
        var out = ByteBuffer.allocate(200);
        session.report(out, now);
        return RtcpParser.parse(out.flip());
    }

    private static List<ReportBlock> blocks(List<RtcpPacket> packets) {
        return switch (packets.getFirst()) {
            case SenderReport report -> report.blocks();
            case ReceiverReport report -> report.blocks();
            default -> throw new AssertionError("a compound packet begins with a report");
        };
    }
}
