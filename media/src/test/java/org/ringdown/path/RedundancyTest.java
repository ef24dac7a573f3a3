package org.ringdown.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.path.SentPackets.packet;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.media.MediaListener;
import org.ringdown.rtp.RedundantPacket;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.worker.Counted;
import org.ringdown.worker.Counters;

/** What {@link Redundancy} says again is what {@link RedundancyStage} hears where packets got lost. */
class RedundancyTest {
    private static final int RED = 63;
    private static final int OPUS = 111;
    private static final List<Format> FORMATS =
            List.of(
                    new Format(OPUS, Codec.OPUS),
                    new Format(8, Codec.PCMA),
                    new Format(126, Codec.telephoneEvent(8000)));

    private record Heard(int type, int sequence, int timestamp, int said) {}

    private final Redundancy redundancy = new Redundancy(RED);
    private final Counters counters = new Counters();
    private final List<Heard> heard = new ArrayList<>();
    private final Intake intake = new Intake(counters, new MediaListener() {}, this::hear);

    RedundancyTest() {
        redundancy.formats(FORMATS);
        intake.formats(FORMATS, OptionalInt.of(RED));
    }

    private void hear(RtpPacket packet, long now) {
        heard.add(
                new Heard(
                        packet.payloadType(),
                        packet.sequence(),
                        packet.timestamp(),
                        packet.buffer().get(packet.payloadOffset())));
    }

    private static RtpPacket opus(int number) {
        return packet(OPUS, number, 960 * number, 7, (byte) number, (byte) 0, (byte) 0);
    }

    private static int blocks(RtpPacket packet) {
        var view = new RedundantPacket();
        return packet.payloadType() == RED && view.wrap(packet) ? view.blocks() : 1;
    }

    @ParameterizedTest(name = "{0} % missed")
    @CsvSource({"0, 1", "1, 1", "2, 2", "7, 2", "8, 3", "50, 3"})
    void saysThingsAgainAsOftenAsTheFarEndNeeds(int percent, int blocks) {
        redundancy.farLoss(percent, 0);
        for (int i = 0; i < 3; i++) redundancy.around(opus(i));

        assertThat(blocks(redundancy.around(opus(3)))).isEqualTo(blocks);
    }

    @Test
    void goesOnForAMinuteAfterTheLastLoss() {
        long second = TimeUnit.SECONDS.toNanos(1);
        redundancy.farLoss(10, 0);
        redundancy.around(opus(0));
        redundancy.farLoss(0, 59 * second);
        redundancy.around(opus(1));
        assertThat(blocks(redundancy.around(opus(2)))).isEqualTo(3);
        redundancy.farLoss(0, 60 * second);

        assertThat(blocks(redundancy.around(opus(3)))).isEqualTo(1);
    }

    /** While nothing gets lost nothing is kept: each packet would be copied for nobody. */
    @Test
    void saysNothingAgainOfBeforeTheFirstLoss() {
        redundancy.around(opus(0));
        redundancy.farLoss(10, 0);

        assertThat(blocks(redundancy.around(opus(1)))).isEqualTo(1);
        assertThat(blocks(redundancy.around(opus(2)))).isEqualTo(2);
    }

    @Test
    void saysNothingAgainThatIsNotRightBeforeIt() {
        redundancy.farLoss(10, 0);
        redundancy.around(opus(1));
        redundancy.around(opus(3));
        assertThat(blocks(redundancy.around(opus(4)))).isEqualTo(2);
        assertThat(blocks(redundancy.around(opus(2)))).as("one that came late").isEqualTo(1);
        assertThat(blocks(redundancy.around(opus(5)))).isEqualTo(3);
        assertThat(blocks(redundancy.around(packet(8, 6, 5000, 9, (byte) 1)))).isEqualTo(1);
        assertThat(blocks(redundancy.around(packet(OPUS, 6, 1 << 20, 7, new byte[9]))))
                .as("after a long pause")
                .isEqualTo(1);
    }

    @Test
    void noPacketBecomesTooLongForANetwork() {
        redundancy.farLoss(50, 0);
        for (int i = 0; i < 3; i++) redundancy.around(packet(OPUS, i, 960 * i, 7, new byte[500]));
        var out = redundancy.around(packet(OPUS, 3, 960 * 3, 7, new byte[500]));

        assertThat(blocks(out)).isEqualTo(2);
        for (int i = 4; i < 6; i++)
            assertThat(blocks(redundancy.around(packet(OPUS, i, 960 * i, 7, new byte[1270]))))
                    .isEqualTo(1);
    }

    /** All but the very first, which nobody could have said before. */
    @ParameterizedTest
    @CsvSource({"2, 1", "8, 2"})
    void asManyInARowMayBeLostAsThingsAreSaidAgain(int percent, int inARow) {
        redundancy.farLoss(percent, 0);
        for (int i = 0; i < 70_000; i++) {
            var out = redundancy.around(opus(i));
            boolean lost = i > 5 && i % 7 < inARow;
            if (!lost) intake.accept(out, i * 20_000_000L);
        }

        assertThat(heard).hasSizeGreaterThan(69_990);
        for (int i = 0; i < heard.size(); i++)
            assertThat(heard.get(i)).isEqualTo(new Heard(OPUS, i & 0xFFFF, 960 * i, (byte) i));
        assertThat(intake.repaired()).isEqualTo(counters.of(Counted.REPAIRED)).isPositive();
        assertThat(intake.statistics().lost()).as("before it was repaired").isPositive();
    }

    /** The block of before a key's packets has the number of one of those, but a time that was heard already. */
    @Test
    void whatWasHeardIsNotHeardAgainUnderANumberThatWasLost() {
        redundancy.farLoss(2, 0);
        for (int i = 0; i < 3; i++) intake.accept(redundancy.around(opus(i)), 0);
        // A sender that numbers what it says again by what it sent of Opus alone: 3 was a key, and
        // lost.
        var out = redundancy.around(packet(OPUS, 3, 960 * 3, 7, (byte) 3, (byte) 0));
        out.sequence(4);
        intake.accept(out, 0);

        assertThat(heard).extracting(Heard::sequence).containsExactly(0, 1, 2, 4);
    }

    @Test
    void whatComesInAnotherOrderIsHeardOnceOrAsADouble() {
        redundancy.farLoss(2, 0);
        intake.accept(redundancy.around(opus(0)), 0);
        var late = opus(1);
        redundancy.around(late);
        intake.accept(redundancy.around(opus(2)), 0);
        intake.accept(late, 0);

        assertThat(heard).extracting(Heard::said).containsExactly(0, 1, 2, 1);
    }

    @Test
    void malformedOnesAreDroppedAndCounted() {
        intake.accept(packet(RED, 1, 0, 7), 0);
        intake.accept(packet(RED, 2, 0, 7, (byte) 0xFF, (byte) 1), 0);
        intake.accept(packet(RED, 3, 0, 7, (byte) 8, (byte) 1), 0);
        intake.accept(packet(RED, 4, 0, 7, (byte) RED, (byte) 1), 0);

        assertThat(heard).isEmpty();
        assertThat(counters.of(Counted.MALFORMED)).isEqualTo(4);
    }

    @Test
    void survivesAnything() {
        var random = new Random(2198);
        for (int i = 0; i < 50_000; i++) {
            var bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            if (bytes.length > 9) bytes[0] = (byte) (0x80 | OPUS);
            int type = random.nextInt(4) == 0 ? OPUS : RED;
            intake.accept(
                    packet(type, random.nextInt(5) == 0 ? random.nextInt() : i, i * 960, 7, bytes),
                    i);
        }
        assertThat(heard).allMatch(one -> one.type() == OPUS);
    }

    @Test
    void leavesNoGarbage() {
        var quiet = new Intake(counters, new MediaListener() {}, RtpSink.NOBODY);
        quiet.formats(FORMATS, OptionalInt.of(RED));
        redundancy.farLoss(10, 0);
        var one = opus(1);
        for (int i = 0; i < 20_000; i++) pass(quiet, one, i);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 20_000; i < 40_000; i++) pass(quiet, one, i);

        assertThat((threads.getCurrentThreadAllocatedBytes() - before) / 20_000).isZero();
        assertThat(quiet.repaired()).isGreaterThan(1000);
    }

    private void pass(Intake quiet, RtpPacket one, int i) {
        one.sequence(i);
        one.timestamp(960 * i);
        var out = redundancy.around(one);
        if (i % 20 > 1) quiet.accept(out, i * 20_000_000L);
    }
}
