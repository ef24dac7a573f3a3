package org.ringdown.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.media.Codec;

class OpusTest {
    private static final int FRAMES = 50;

    private final ByteBuffer payload = ByteBuffer.allocate(1500);
    private SoundEncoder encoder = encoder(8000);
    private StreamDecoder decoder = decoder(8000);

    private static SoundEncoder encoder(int sampleRate) {
        return SoundEncoder.of(Codec.OPUS, sampleRate).orElseThrow();
    }

    private static StreamDecoder decoder(int sampleRate) {
        return StreamDecoder.of(Codec.OPUS, sampleRate).orElseThrow();
    }

    private void at(int encoding, int decoding) {
        encoder = encoder(encoding);
        decoder = decoder(decoding);
    }

    @AfterEach
    void close() {
        encoder.close();
        decoder.close();
    }

    @ParameterizedTest
    @CsvSource({
        "8000, 8000, 440",
        "8000, 8000, 3000",
        "16000, 16000, 6000",
        "48000, 48000, 1000",
        "48000, 8000, 1000",
        "8000, 48000, 1000"
    })
    void carriesTonesAtTheirLevel(int encoding, int decoding, int frequency) {
        close();
        at(encoding, decoding);
        var heard = through(new Tone(encoding, 0.3, frequency));
        int half = heard.length / 2;

        assertThat(Goertzel.share(heard, half, heard.length, decoding, frequency))
                .isGreaterThan(0.9);
        assertThat(level(heard, half, heard.length)).isBetween(0.2, 0.36);
    }

    @Test
    void aPacketHasTheHeadOf20Milliseconds() {
        encode(new Tone(8000, 0.3, 1000), 160);

        assertThat(payload.remaining()).isBetween(20, 120);
        assertThat(decoder.decode(payload, new short[960])).isEqualTo(160);
        assertThat(payload.remaining()).isZero();
    }

    /** Two packets of which the first never comes: with what the second says again, the tone that was only in the first is heard. */
    @Test
    void whatWasLostIsFoundInTheNextPacket() {
        encoder.expectLoss(20);
        var noise = new ComfortNoise(new Random(1));
        for (int i = 0; i < 20; i++) pass(noise);
        var tone = new Tone(8000, 0.4, 800);
        encode(tone, 160);
        encode(tone, 160);
        var next = payload.duplicate();

        var recovered = new short[160];
        decoder.recover(next.duplicate(), recovered, 160);

        assertThat(Goertzel.share(recovered, 80, 160, 8000, 800)).isGreaterThan(0.8);
        assertThat(level(recovered, 80, 160)).isGreaterThan(0.15);
    }

    /** The same without: nothing of the tone can be known. So it is the repetition that was heard above. */
    @Test
    void whatWasLostIsNotFoundWhereItIsNotSaidAgain() {
        encoder.expectLoss(0);
        var noise = new ComfortNoise(new Random(1));
        for (int i = 0; i < 20; i++) pass(noise);
        encode(new Tone(8000, 0.4, 800), 160);
        encode(new Tone(8000, 0.4, 800), 160);

        var recovered = new short[160];
        decoder.recover(payload, recovered, 160);

        assertThat(level(recovered, 80, 160)).isLessThan(0.05);
    }

    /** A voice of which every tenth packet is lost: how far what is heard is from what would have been, with what is said again and without. */
    @Test
    void aVoiceIsLittleHurtByLossesThatAreSaidAgain() {
        double repaired = 0;
        double concealed = 0;
        for (int seed = 0; seed < 4; seed++) {
            repaired += hurt(seed, true);
            concealed += hurt(seed, false);
        }

        assertThat(repaired).isLessThan(0.7 * concealed);
    }

    /** The error's share in the power of what was heard instead of each lost packet. */
    private double hurt(int seed, boolean repaired) {
        double error = 0;
        double power = 0;
        try (var sending = encoder(8000);
                var clean = decoder(8000);
                var hurt = decoder(8000)) {
            sending.expectLoss(10);
            var voice = new Voice(8000, seed);
            var samples = new short[160];
            var intact = new short[160];
            var made = new short[160];
            boolean lost = false;
            for (int i = 0; i < 500; i++) {
                voice.fill(samples, 160);
                sending.encode(samples, 160, payload.clear());
                payload.flip();
                var next = payload.duplicate();
                if (lost) {
                    if (repaired) hurt.recover(payload.duplicate(), made, 160);
                    else hurt.conceal(made, 160);
                    for (int j = 0; j < 160; j++) {
                        error += Math.pow(intact[j] - made[j], 2);
                        power += Math.pow(intact[j], 2);
                    }
                }
                clean.decode(payload, intact);
                lost = i % 10 == 9;
                if (!lost) hurt.decode(next, made);
            }
        }
        return error / power;
    }

    @Test
    void aGapIsFilledWithMoreOfTheSameAndThenFades() {
        var tone = new Tone(8000, 0.3, 400);
        for (int i = 0; i < 20; i++) pass(tone);
        var first = new short[160];
        decoder.conceal(first, 160);
        var last = new short[160];
        for (int i = 0; i < 20; i++) decoder.conceal(last, 160);

        assertThat(Goertzel.share(first, 8000, 400)).isGreaterThan(0.8);
        assertThat(level(last, 0, 160)).isLessThan(0.02);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 19, 20, 90, 160, 161, 960})
    void makesUpAsMuchAsItIsAskedFor(int count) {
        pass(new Tone(8000, 0.3, 400));
        var samples = new short[1000];
        Arrays.fill(samples, (short) 7777);
        decoder.conceal(samples, count);

        assertThat(samples[count - 1]).isNotEqualTo((short) 7777);
        assertThat(samples[count]).isEqualTo((short) 7777);
    }

    /** In two channels, CELT, 20 ms: a packet that browsers send of music (RFC 6716 §3.1). */
    @Test
    void twoChannelsBecomeOne() {
        var stereo = ByteBuffer.wrap(new byte[] {(byte) 0xFC, (byte) 0xFF, (byte) 0xFE});

        assertThat(decoder.decode(stereo, new short[960])).isEqualTo(160);
    }

    /** A pause of the sender (RFC 7587 §3.1.3): one byte says that there is nothing. */
    @Test
    void aPacketOfSilenceIsSilence() {
        var samples = new short[960];
        int count = decoder.decode(ByteBuffer.wrap(new byte[] {0x08}), samples);

        assertThat(count).isEqualTo(160);
        assertThat(level(samples, 0, count)).isLessThan(0.001);
    }

    @Test
    void whatIsNoPacketIsNothing() {
        assertThat(decoder.decode(ByteBuffer.allocate(0), new short[960])).isZero();
        // 48 frames of 20 ms: more than 120 ms (RFC 6716 §3.4, R5).
        assertThat(decoder.decode(ByteBuffer.wrap(new byte[] {0x0B, 0x30}), new short[9600]))
                .isZero();
        assertThat(decoder.decode(ByteBuffer.allocate(4000), new short[960])).isZero();
        // Longer than there is room for.
        encode(new Tone(8000, 0.3, 400), 480);
        assertThat(decoder.decode(payload, new short[300])).isZero();
    }

    @Test
    void neverSuffersFromWhatItIsGiven() {
        var random = new Random(6716);
        var samples = new short[960];
        for (int i = 0; i < 20_000; i++) {
            var bytes = new byte[random.nextInt(random.nextBoolean() ? 8 : 1600)];
            random.nextBytes(bytes);
            int count =
                    switch (random.nextInt(3)) {
                        case 0 -> decoder.decode(ByteBuffer.wrap(bytes), samples);
                        case 1 -> filled(ByteBuffer.wrap(bytes), samples, random.nextInt(961));
                        default -> decoder.decode(ByteBuffer.wrap(damaged(random)), samples);
                    };
            assertThat(count).isBetween(0, 960);
        }
        assertThat(Goertzel.share(through(new Tone(8000, 0.3, 1000)), 4000, 8000, 8000, 1000))
                .isGreaterThan(0.9);
    }

    private int filled(ByteBuffer next, short[] samples, int count) {
        decoder.recover(next, samples, count);
        return count;
    }

    /** A packet of a voice with some of its bits turned over. */
    private byte[] damaged(Random random) {
        encode(new ComfortNoise(random), 160);
        var bytes = new byte[payload.remaining()];
        payload.get(bytes);
        for (int i = 0; i < 4; i++)
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

    @Test
    void leavesNoGarbage() {
        var tone = new Tone(8000, 0.3, 400);
        var samples = new short[960];
        for (int i = 0; i < 20_000; i++) passThrough(tone, samples);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 2_000; i++) passThrough(tone, samples);
        long garbage = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(garbage / 2_000).as(garbage + " bytes").isZero();
    }

    private void passThrough(Tone tone, short[] samples) {
        tone.fill(samples, 160);
        encoder.encode(samples, 160, payload.clear());
        decoder.decode(payload.flip(), samples);
        decoder.conceal(samples, 160);
    }

    /** A pair of coders takes some 100 KB: 4,000 of them 400 MB. */
    @Test
    void givesBackWhatItTook() {
        openAndClose(100);
        long before = taken();
        openAndClose(4_000);

        assertThat(taken() - before).isLessThan(100_000_000);
    }

    private static void openAndClose(int pairs) {
        for (int i = 0; i < pairs; i++) {
            encoder(48_000).close();
            decoder(48_000).close();
        }
    }

    private static long taken() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getCommittedVirtualMemorySize();
    }

    @Test
    void doesNothingOnceItIsClosed() {
        encoder.close();
        decoder.close();

        assertThatThrownBy(() -> encode(SoundSource.SILENCE, 160))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> decoder.conceal(new short[160], 160))
                .isInstanceOf(IllegalStateException.class);
        at(8000, 8000);
    }

    private void encode(SoundSource sound, int count) {
        var samples = new short[count];
        sound.fill(samples, count);
        encoder.encode(samples, count, payload.clear());
        payload.flip();
    }

    private void pass(SoundSource sound) {
        encode(sound, 160);
        decoder.decode(payload, new short[960]);
    }

    /** A second of sound, frame by frame. */
    private short[] through(SoundSource sound) {
        int frame = decoder.sampleRate() / FRAMES;
        var heard = new short[decoder.sampleRate()];
        var samples = new short[frame];
        for (int i = 0; i < FRAMES; i++) {
            encode(sound, encoder.sampleRate() / FRAMES);
            assertThat(decoder.decode(payload, samples)).isEqualTo(frame);
            System.arraycopy(samples, 0, heard, i * frame, frame);
        }
        return heard;
    }

    /** As the amplitude of a sine wave, 1 is full scale. */
    private static double level(short[] samples, int from, int to) {
        double power = 0;
        for (int i = from; i < to; i++) power += (double) samples[i] * samples[i];
        return Math.sqrt(2 * power / (to - from)) / Short.MAX_VALUE;
    }
}
