package org.ringdown.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.media.Codec;

class G722Test {
    private static final int FRAME = 320;

    private final SoundEncoder encoder = SoundEncoder.of(Codec.G722).orElseThrow();
    private final SoundDecoder decoder = SoundDecoder.of(Codec.G722).orElseThrow();

    @ParameterizedTest
    @ValueSource(ints = {300, 1000, 3400, 5000, 6500})
    void carriesTonesOfBothHalvesOfItsBand(int frequency) {
        var heard = through(new Tone(16000, 0.5, frequency), 50);

        assertThat(share(heard, frequency)).isGreaterThan(0.98);
    }

    @Test
    void keepsTheLevel() {
        var heard = through(new Tone(16000, 0.5, 1000), 50);

        double power = 0;
        for (int i = heard.length / 2; i < heard.length; i++) power += (double) heard[i] * heard[i];
        double level = Math.sqrt(2 * power / (heard.length / 2.0)) / Short.MAX_VALUE;
        assertThat(level).isBetween(0.48, 0.52);
    }

    @Test
    void makesAByteOfTwoSamples() {
        var payload = ByteBuffer.allocate(FRAME);
        encoder.encode(new short[FRAME], FRAME, payload);

        assertThat(payload.flip().remaining()).isEqualTo(FRAME / 2);
        assertThat(decoder.decode(payload, new short[FRAME])).isEqualTo(FRAME);
    }

    @Test
    void staysWithinItsWordsWhateverItIsGiven() {
        var random = new Random(722);
        var samples = new short[FRAME];
        var payload = ByteBuffer.allocate(FRAME / 2);
        for (int frame = 0; frame < 500; frame++) {
            for (int i = 0; i < FRAME; i++)
                samples[i] = random.nextBoolean() ? Short.MAX_VALUE : Short.MIN_VALUE;
            encoder.encode(samples, FRAME, payload.clear());
            random.nextBytes(payload.array());
            decoder.decode(payload.clear(), samples);
        }
        var heard = through(new Tone(16000, 0.5, 1000), 50);

        assertThat(share(heard, 1000)).isGreaterThan(0.98);
    }

    /** Sums of what ffmpeg 5.1 makes of the same second of sound, and of its bytes. */
    @Test
    void agreesWithAnotherImplementationToTheBit() {
        var samples = new short[16000];
        var random = new Random(722);
        int sample = 0;
        for (int i = 0; i < samples.length; i++) {
            sample += ((random.nextInt() >> 18) - sample) / 3;
            samples[i] = (short) sample;
        }
        var payload = ByteBuffer.allocate(samples.length / 2);
        encoder.encode(samples, samples.length, payload);
        assertThat(sum(payload.flip())).isEqualTo(0x7dab3178L);

        decoder.decode(payload.rewind(), samples);
        var decoded = ByteBuffer.allocate(2 * samples.length);
        decoded.asShortBuffer().put(samples);
        assertThat(sum(decoded)).isEqualTo(0xd121c405L);
    }

    private static long sum(ByteBuffer bytes) {
        var sum = new CRC32();
        sum.update(bytes.duplicate());
        return sum.getValue();
    }

    private short[] through(Tone tone, int frames) {
        var heard = new short[frames * FRAME];
        var samples = new short[FRAME];
        var payload = ByteBuffer.allocate(FRAME / 2);
        for (int frame = 0; frame < frames; frame++) {
            tone.fill(samples, FRAME);
            encoder.encode(samples, FRAME, payload.clear());
            decoder.decode(payload.flip(), samples);
            System.arraycopy(samples, 0, heard, frame * FRAME, FRAME);
        }
        return heard;
    }

    /** Of the second half, when the predictors have settled. */
    private static double share(short[] heard, int frequency) {
        return Goertzel.share(heard, heard.length / 2, heard.length, 16000, frequency);
    }
}
