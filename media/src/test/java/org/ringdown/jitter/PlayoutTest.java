package org.ringdown.jitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.jitter.Network.LOST;
import static org.ringdown.jitter.Network.MILLI;
import static org.ringdown.jitter.Network.SILENT;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.codec.Voice;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;

class PlayoutTest {
    private static final Codec[] CODECS = {Codec.PCMU, Codec.G722, Codec.OPUS};
    private static final int SECOND = 50;

    private static Network over(Codec codec, long seed) {
        return new Network(codec, codec.equals(Codec.G722) ? 16_000 : 8000, seed);
    }

    private static Network overOpus(long seed) {
        return over(Codec.OPUS, seed);
    }

    private static long steady(int packet) {
        return 30 * MILLI;
    }

    @Test
    void aSteadyNetworkCostsNoMoreThanTwoFrames() {
        for (var codec : CODECS) {
            try (var network = over(codec, 1)) {
                network.run(10 * SECOND, PlayoutTest::steady);

                assertThat(network.toneShare(5)).as(codec.name()).isEqualTo(1);
                assertThat(network.delays.subList(5, network.ticks()))
                        .allMatch(delay -> delay >= 10 && delay <= 40);
                assertThat(network.playout.concealed()).isZero();
                assertThat(network.steepest(5)).isLessThan(2 * network.steepestSent());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 30, 60, 100})
    void waitsAsLongAsTheNetworkIsUneven(int millis) {
        for (var codec : CODECS) {
            try (var network = over(codec, millis)) {
                network.run(20 * SECOND, _ -> (20 + network.random.nextInt(millis + 1)) * MILLI);

                assertThat(network.toneShare(5 * SECOND)).as(codec.name()).isGreaterThan(0.97);
                assertThat(network.delays.subList(5 * SECOND, network.ticks()))
                        .allMatch(delay -> delay >= 0 && delay <= millis + 60);
            }
        }
    }

    @Test
    void waitsNoLongerThanItHasToOnceTheNetworkIsBetter() {
        try (var network = overOpus(3)) {
            network.run(10 * SECOND, _ -> (20 + network.random.nextInt(120)) * MILLI);
            assertThat(network.delays.getLast()).isGreaterThan(80);
            network.run(10 * SECOND, PlayoutTest::steady);

            assertThat(network.delays.getLast()).isLessThan(45);
            assertThat(network.steepest(12 * SECOND)).isLessThan(3 * network.steepestSent());
        }
    }

    /** It waits for the repetition in the packet after the lost one, where that is not lost too. */
    @ParameterizedTest
    @CsvSource({"5, 0.9", "10, 0.85", "20, 0.75"})
    void lossesAreMadeUpForByTheNextPacket(int percent, double share) {
        try (var network = overOpus(percent)) {
            network.sound = new Voice(8000, percent);
            network.expectLoss(percent);
            network.run(60 * SECOND, _ -> network.random.nextInt(100) < percent ? LOST : steady(0));

            double recovered = network.playout.recovered();
            assertThat(recovered / (recovered + network.playout.concealed())).isGreaterThan(share);
            assertThat(network.delays.getLast()).isBetween(20L, 80L);
        }
    }

    @ParameterizedTest
    @CsvSource({"5, 0.95", "10, 0.9"})
    void lossesOfCodecsWithoutRepetitionAreConcealed(int percent, double heard) {
        for (var codec : List.of(Codec.PCMU, Codec.G722)) {
            try (var network = over(codec, percent)) {
                network.run(
                        30 * SECOND, _ -> network.random.nextInt(100) < percent ? LOST : steady(0));

                assertThat(network.toneShare(5 * SECOND)).as(codec.name()).isGreaterThan(heard);
                assertThat(network.steepest(5)).isLessThan(5 * network.steepestSent());
            }
        }
    }

    @Test
    void afterABlackoutSpeechIsBackAtOnceAndTheDelayBeforeLong() {
        for (var codec : CODECS) {
            for (boolean held : new boolean[] {false, true}) {
                for (int seed = 0; seed < 10; seed++) blackout(codec, held, seed);
            }
        }
    }

    /** @param held whether what was sent meanwhile comes all at once at its end, or is lost */
    private static void blackout(Codec codec, boolean held, int seed) {
        try (var network = over(codec, seed)) {
            network.run(5 * SECOND, _ -> (20 + network.random.nextInt(20)) * MILLI);
            int from = 5 * SECOND;
            network.run(SECOND, i -> held ? (from + SECOND - i) * 20 * MILLI + steady(0) : LOST);
            int end = network.ticks();
            network.run(10 * SECOND, _ -> (20 + network.random.nextInt(20)) * MILLI);

            var what = "%s, held %s, seed %d".formatted(codec.name(), held, seed);
            assertThat(network.firstTone(end) - end).as(what).isLessThanOrEqualTo(25);
            assertThat(network.toneShare(end + 25)).as(what).isGreaterThan(0.97);
            assertThat(network.delays.subList(end + 5 * SECOND, network.ticks()))
                    .as(what)
                    .allMatch(delay -> delay < 80);
        }
    }

    /** Two clocks that lie 0.72 s apart after an hour. */
    @ParameterizedTest
    @ValueSource(doubles = {1.0002, 0.9998})
    void clocksThatDriftMakeNoClick(double speed) {
        try (var network = over(Codec.PCMA, 4)) {
            network.speed = speed;
            network.run(3600 * SECOND, _ -> (30 + network.random.nextInt(8)) * MILLI);

            assertThat(network.steepest(5)).isLessThan((int) (1.5 * network.steepestSent()));
            assertThat(network.toneShare(5)).isEqualTo(1);
            assertThat(network.playout.stretched()).isBetween(40L, 400L);
            assertThat(network.delays.subList(5, network.ticks()))
                    .allMatch(delay -> delay >= 0 && delay < 80);
        }
    }

    @Test
    void whatComesTwiceOrTooLateOrInAnotherOrderChangesNothing() {
        try (var network = overOpus(8)) {
            for (int i = 0; i < 10 * SECOND; i++) {
                int number = i;
                network.run(1, _ -> number % 7 == 3 ? 45 * MILLI : 20 * MILLI);
                if (i > SECOND) {
                    network.again(MILLI, 1, 960);
                    network.again(MILLI, 40, 40 * 960);
                }
            }

            assertThat(network.toneShare(2 * SECOND)).isGreaterThan(0.99);
            assertThat(network.playout.late()).isGreaterThan(800);
        }
    }

    @Test
    void numbersWrapUnheard() {
        for (var codec : CODECS) {
            try (var network = over(codec, 2)) {
                network.sequence = 65_500;
                network.timestamp = -30 * 960;
                network.run(4 * SECOND, _ -> (20 + network.random.nextInt(40)) * MILLI);

                assertThat(network.toneShare(SECOND)).isGreaterThan(0.96);
            }
        }
    }

    @Test
    void anotherStreamIsHeardAsSoon() {
        try (var network = overOpus(2)) {
            network.run(2 * SECOND, PlayoutTest::steady);
            network.ssrc = 77;
            network.sequence = 3;
            network.timestamp = 1 << 31;
            int change = network.ticks();
            network.run(2 * SECOND, PlayoutTest::steady);

            assertThat(network.firstTone(change + 2)).isLessThan(change + 6);
            assertThat(network.toneShare(change + 6)).isEqualTo(1);
        }
    }

    @Test
    void aStreamThatLeapsIsAnother() {
        try (var network = overOpus(2)) {
            network.run(2 * SECOND, PlayoutTest::steady);
            network.timestamp -= 48_000 * 60;
            network.run(2 * SECOND, PlayoutTest::steady);
            network.sequence += 20_000;
            network.run(2 * SECOND, PlayoutTest::steady);

            assertThat(network.toneShare(5)).isGreaterThan(0.95);
        }
    }

    /** A sender that says nothing in pauses: numbers go on, time leaps (RFC 3551 §4.1). */
    @Test
    void aPauseIsQuietAndAsLongAsItWas() {
        for (var codec : CODECS) {
            try (var network = over(codec, 5)) {
                network.run(2 * SECOND, PlayoutTest::steady);
                int pause = network.ticks();
                network.run(20, _ -> SILENT);
                network.run(2 * SECOND, PlayoutTest::steady);

                assertThat(network.firstTone(pause + 10))
                        .as(codec.name())
                        .isBetween(pause + 20, pause + 24);
                var quiet = network.heard.get(pause + 12);
                assertThat(quiet).hasSize(network.playout.frame());
                assertThat(Network.level(quiet)).isBetween(0.0001, 0.01);
            }
        }
    }

    /** Comfort noise as a phone describes it (RFC 3389): heard as loud as it says, and not as a loss. */
    @ParameterizedTest
    @CsvSource({"30, 0.0447", "50, 0.00447", "70, 0.000447"})
    void aPauseSoundsAsItsSenderSays(int level, double loudness) {
        var formats = List.of(new Format(0, Codec.PCMU), new Format(13, Codec.COMFORT_NOISE));
        try (var playout = new Playout(formats, 8000, new Random(1))) {
            var frame = new short[160];
            long now = 0;
            for (int i = 0; i < 50; i++, now += 20 * MILLI) {
                playout.accept(packet(new byte[160], 0, i, 160 * i, 1), now);
                playout.frame(frame, now + MILLI);
            }
            long concealed = playout.concealed();
            playout.accept(packet(new byte[] {(byte) level, 5}, 13, 50, 160 * 50, 1), now);
            for (int i = 0; i < 100; i++, now += 20 * MILLI) {
                assertThat(playout.frame(frame, now + MILLI)).isTrue();
                if (i > 10)
                    assertThat(Network.level(frame)).isBetween(0.8 * loudness, 1.2 * loudness);
            }
            for (int i = 0; i < 50; i++, now += 20 * MILLI) {
                playout.accept(packet(new byte[160], 0, 51 + i, 160 * (150 + i), 1), now);
                playout.frame(frame, now + MILLI);
            }

            assertThat(playout.concealed()).isEqualTo(concealed);
            assertThat(Network.level(frame)).as("speech again").isGreaterThan(0.9);
        }
    }

    /** An Opus sender that is silent sends a byte or two now and then (RFC 7587 §3.1.3): its decoder makes the noise, and nothing was lost. */
    @Test
    void aPauseOfOpusIsNoLoss() {
        try (var network = overOpus(5)) {
            network.run(2 * SECOND, PlayoutTest::steady);
            long concealed = network.playout.concealed();
            for (int i = 0; i < 10; i++) {
                network.silence(30 * MILLI);
                network.run(19, _ -> SILENT);
            }
            assertThat(network.heard.getLast()).isNotEmpty();
            assertThat(network.playout.concealed()).isEqualTo(concealed);
            network.run(2 * SECOND, PlayoutTest::steady);

            assertThat(network.toneAt(network.ticks() - 1)).isTrue();
        }
    }

    @Test
    void hasNothingToSayOnceNothingComes() {
        try (var network = overOpus(5)) {
            assertThat(network.playout.isIdle()).isTrue();
            network.run(SECOND, PlayoutTest::steady);
            assertThat(network.playout.isIdle()).isFalse();
            network.run(SECOND, _ -> SILENT);

            assertThat(network.playout.isIdle()).isTrue();
            assertThat(network.heard.getLast()).isEmpty();
            network.run(SECOND, PlayoutTest::steady);
            assertThat(network.toneAt(network.ticks() - 1)).isTrue();
        }
    }

    @Test
    void whatItCannotDecodeIsNotItsOwn() {
        try (var network = overOpus(5)) {
            assertThat(network.playout.accept(packet(new byte[20], 0, 1, 1, 1), 0)).isFalse();
        }
    }

    @Test
    void survivesAnything() {
        var random = new Random(3550);
        for (var codec : CODECS) {
            try (var network = over(codec, 9)) {
                long now = 0;
                var frame = new short[network.playout.frame()];
                for (int i = 0; i < 40_000; i++) {
                    now += random.nextInt(20) * MILLI;
                    var bytes = new byte[random.nextInt(random.nextInt(20) == 0 ? 2000 : 200)];
                    random.nextBytes(bytes);
                    boolean wild = random.nextInt(50) == 0;
                    network.playout.accept(
                            packet(
                                    bytes,
                                    96,
                                    wild ? random.nextInt() : i,
                                    wild ? random.nextInt() : i * 160,
                                    random.nextInt(200) == 0 ? 2 : 1),
                            now);
                    if (random.nextBoolean()) network.playout.frame(frame, now);
                }
                network.run(60 * SECOND, PlayoutTest::steady);
                assertThat(network.toneShare(network.ticks() - SECOND)).isEqualTo(1);
            }
        }
    }

    @Test
    void leavesNoGarbage() {
        var packet = packet(new byte[160], 96, 0, 0, 1);
        var frame = new short[160];
        try (var playout = new Playout(List.of(new Format(96, Codec.PCMU)), 8000, new Random(1))) {
            for (int i = 0; i < 20_000; i++) play(playout, packet, frame, i);
            var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 20_000; i < 40_000; i++) play(playout, packet, frame, i);

            assertThat((threads.getCurrentThreadAllocatedBytes() - before) / 20_000).isZero();
        }
    }

    private static void play(Playout playout, RtpPacket packet, short[] frame, int i) {
        packet.sequence(i);
        packet.timestamp(i * 160);
        if (i % 20 != 0) playout.accept(packet, i * 20 * MILLI);
        playout.frame(frame, i * 20 * MILLI + MILLI);
    }

    private static RtpPacket packet(
            byte[] payload, int type, int sequence, int timestamp, int ssrc) {
        var buffer = ByteBuffer.allocate(RtpPacket.HEADER + payload.length);
        RtpWriter.header(buffer, 0, type, false, sequence, timestamp, ssrc);
        buffer.put(RtpPacket.HEADER, payload);
        var packet = new RtpPacket();
        packet.wrap(buffer, 0, buffer.capacity());
        return packet;
    }
}
