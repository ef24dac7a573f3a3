package org.ringdown.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.codec.SoundEncoder;
import org.ringdown.jitter.Playout;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.media.MediaListener;
import org.ringdown.rtp.EModel;
import org.ringdown.rtp.EModel.Impairment;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;
import org.ringdown.worker.Counters;

/**
 * How a page whose packets get lost sounds at a phone: half a minute of speech through the page's encoder, a network that loses packets at random and
 * delays them by 20 to 40 ms, redundancy, jitter buffer and decoder, in virtual time. What is left of the losses and the delay from mouth to
 * ear make a MOS by the E-model; a listener beside it compares with a clean recording.
 */
class HowItSoundsTest {
    private static final int RED = 63;
    private static final long FRAME = 20_000_000;
    private static final int FRAME_SAMPLES = Listener.RATE / 50;
    private static final long MILLI = 1_000_000;

    /** What a page does about losses. */
    private enum Way {
        CONCEALED(Codec.PCMA, 8000, 0, Impairment.G711),
        IN_BAND(Codec.OPUS, 48_000, 0, Impairment.OPUS),
        REDUNDANT(Codec.OPUS, 48_000, 1, Impairment.OPUS);

        private final Codec codec;
        private final int rate;
        private final int again;
        private final Impairment impairment;

        Way(Codec codec, int rate, int again, Impairment impairment) {
            this.codec = codec;
            this.rate = rate;
            this.again = again;
            this.impairment = impairment;
        }
    }

    private record Arrival(long at, int order, byte[] bytes) {}

    private record Result(double left, Listener.Verdict heard, double mos) {}

    private static final short[] CLEAN = Speech.some().at(Listener.RATE);

    @ParameterizedTest(name = "{0}, {1} % lost: MOS {2}, {3} % damaged")
    @CsvSource({
        "REDUNDANT, 0, 4.2, 3",
        "REDUNDANT, 5, 4.15, 5",
        "REDUNDANT, 10, 4.1, 6",
        "REDUNDANT, 20, 3.8, 9",
        "IN_BAND, 5, 4.0, 12",
        "IN_BAND, 10, 3.7, 16",
        "IN_BAND, 20, 2.5, 32",
        "CONCEALED, 0, 4.3, 1",
        "CONCEALED, 5, 3.8, 6",
        "CONCEALED, 10, 3.3, 12",
        "CONCEALED, 20, 2.5, 24"
    })
    void aPageIsHeardWell(Way way, int percent, double mos, double damaged) {
        var result = listen(way, percent, 1);

        assertThat(result.mos).isGreaterThanOrEqualTo(mos);
        assertThat(100 * result.heard.damaged()).isLessThan(damaged);
    }

    private static Result listen(Way way, int percent, long seed) {
        try (var line = new Line(way, percent, seed)) {
            line.run();
            var verdict = Listener.compare(CLEAN, line.heard());
            double left = (double) line.playout.concealed() / line.heard().length;
            // What is heard at a turn began to be said 20 ms before its packet left, at 7 ms; the
            // first turn is at 13 ms.
            var real =
                    new Listener.Verdict(
                            verdict.delayMs() + 26, verdict.damaged(), verdict.distanceDb());
            return new Result(left, real, EModel.mos(way.impairment, left, real.delayMs()));
        }
    }

    private static final class Line implements AutoCloseable {
        private final Way way;
        private final boolean[] lost = new boolean[CLEAN.length / FRAME_SAMPLES];
        private final Random random;
        private final SoundEncoder encoder;
        private final Redundancy redundancy = new Redundancy(RED);
        private final Intake intake;
        private final Playout playout;
        private final short[] said;
        private final short[] heard = new short[CLEAN.length];
        private final PriorityQueue<Arrival> travelling =
                new PriorityQueue<>((a, b) ->
                        a.at == b.at
                                ? Integer.compare(a.order, b.order)
                                : Long.compare(a.at, b.at));
        private final RtpPacket packet = new RtpPacket();
        private int turns;
        private int order;

        Line(Way way, int percent, long seed) {
            this.way = way;
            this.random = new Random(seed);
            lose(percent);
            var formats = List.of(new Format(96, way.codec));
            this.encoder = SoundEncoder.of(way.codec, way.rate).orElseThrow();
            this.playout = new Playout(formats, Listener.RATE, random);
            this.said = Speech.some().at(way.rate);
            this.intake = new Intake(new Counters(), new MediaListener() {}, playout::accept);
            intake.formats(formats, OptionalInt.of(RED));
            redundancy.formats(formats);
            redundancy.farLoss(way.again == 0 ? 0 : Redundancy.SOME, 0);
            encoder.expectLoss(percent);
        }

        /** Just so many, wherever chance will have them. */
        private void lose(int percent) {
            var numbers = IntStream.range(0, lost.length).boxed().collect(Collectors.toList());
            Collections.shuffle(numbers, random);
            numbers.subList(0, lost.length * percent / 100).forEach(number -> lost[number] = true);
        }

        short[] heard() {
            return heard;
        }

        void run() {
            for (int i = 0; i < lost.length; i++) {
                send(i, i * FRAME + 7 * MILLI);
                turn(i * FRAME + 13 * MILLI);
            }
        }

        private void send(int number, long now) {
            int count = way.rate / 50;
            var frame = Arrays.copyOfRange(said, number * count, (number + 1) * count);
            var buffer = ByteBuffer.allocate(1500);
            int payload =
                    RtpWriter.header(
                            buffer, 0, 96, false, number, number * way.codec.clockRate() / 50, 1);
            encoder.encode(frame, count, buffer.position(payload));
            packet.wrap(buffer, 0, buffer.position());
            buffer.limit(buffer.capacity());
            var out = redundancy.around(packet);
            var bytes = new byte[out.length()];
            out.buffer().get(out.offset(), bytes);
            long travel = (20 + random.nextInt(21)) * MILLI;
            if (!lost[number]) travelling.add(new Arrival(now + travel, order++, bytes));
        }

        private void turn(long now) {
            while (!travelling.isEmpty() && travelling.peek().at <= now) arrive(travelling.poll());
            var frame = new short[playout.frame()];
            playout.frame(frame, now);
            System.arraycopy(frame, 0, heard, turns++ * frame.length, frame.length);
        }

        private void arrive(Arrival arrival) {
            packet.wrap(ByteBuffer.wrap(arrival.bytes), 0, arrival.bytes.length);
            intake.accept(packet, arrival.at);
        }

        @Override
        public void close() {
            playout.close();
            encoder.close();
        }
    }

    // Calibration: what is known is what is told.

    @Test
    void theListenerFindsAKnownDelay() {
        var late = new short[CLEAN.length];
        System.arraycopy(CLEAN, 0, late, 1234, late.length - 1234);
        var verdict = Listener.compare(CLEAN, late);

        assertThat(verdict.delayMs()).isCloseTo(1234 / 8.0, within(0.01));
        assertThat(verdict.damaged()).isZero();
        assertThat(verdict.distanceDb()).isCloseTo(0, within(1e-6));
    }

    /** Of frames that are silenced at random, all are found, and their neighbours as far as they share a window. */
    @ParameterizedTest
    @CsvSource({"5", "10", "20"})
    void theListenerFindsAKnownLoss(int percent) {
        var random = new Random(percent);
        var broken = CLEAN.clone();
        for (int at = 0; at < broken.length; at += 160)
            if (random.nextInt(100) < percent) Arrays.fill(broken, at, at + 160, (short) 0);
        var verdict = Listener.compare(CLEAN, broken);

        assertThat(verdict.delayMs()).isCloseTo(0, within(0.01));
        assertThat(100 * verdict.damaged()).isBetween(0.9 * percent, 2.2 * percent);
    }

    @Test
    void levelsAloneAreNoDamage() {
        var softer = new short[CLEAN.length];
        for (int i = 0; i < softer.length; i++) softer[i] = (short) (CLEAN[i] * 0.7);

        assertThat(Listener.compare(CLEAN, softer).damaged()).isZero();
        assertThat(Listener.compare(CLEAN, softer).distanceDb()).isBetween(2.4, 3.2);
    }

    /** What is left is what was lost, where nothing repairs it. */
    @Test
    void theLossThatIsLeftIsTheLossThatWas() {
        for (int percent : new int[] {5, 10, 20})
            assertThat(100 * listen(Way.CONCEALED, percent, percent).left)
                    .isCloseTo(percent, within(0.05 * percent));
    }
}
