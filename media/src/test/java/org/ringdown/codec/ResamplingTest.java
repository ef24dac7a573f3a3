package org.ringdown.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.media.Codec;

class ResamplingTest {
    @ParameterizedTest
    @CsvSource({"300", "1000", "2000", "3000"})
    void soundThatBothRatesCarryStaysAsItIs(int frequency) {
        var twice = new short[3200];
        new Tone(8000, 0.5, frequency).fill(twice, 1600);
        Resampler.doubling().convert(twice.clone(), 1600, twice);
        var half = new short[1600];
        new Tone(16_000, 0.5, frequency).fill(half, 1600);
        Resampler.halving().convert(half.clone(), 1600, half);

        assertThat(Goertzel.share(twice, 400, 3200, 16_000, frequency)).isGreaterThan(0.999);
        assertThat(level(twice, 400, 3200)).isCloseTo(0.5, within(0.02));
        assertThat(Goertzel.share(half, 200, 800, 8000, frequency)).isGreaterThan(0.999);
        assertThat(level(half, 200, 800)).isCloseTo(0.5, within(0.02));
    }

    @ParameterizedTest
    @CsvSource({"5000", "6000", "7500"})
    void whatTheLowerRateCannotCarryIsNotHeardAtAll(int frequency) {
        var samples = new short[1600];
        new Tone(16_000, 0.5, frequency).fill(samples, 1600);
        Resampler.halving().convert(samples.clone(), 1600, samples);

        assertThat(level(samples, 100, 800)).isLessThan(0.005);
    }

    @ParameterizedTest
    @CsvSource({"pcma, 16000, 160, 320", "g722, 8000, 160, 160", "g722, 16000, 160, 320"})
    void decodersGiveTheRateThatIsAskedFor(String codec, int rate, int bytes, int count) {
        var samples = new short[1000];
        try (var decoder = StreamDecoder.of(new Codec(codec, 8000, 1), rate).orElseThrow()) {
            assertThat(decoder.sampleRate()).isEqualTo(rate);
            assertThat(decoder.decode(ByteBuffer.allocate(bytes), samples)).isEqualTo(count);
            samples[count] = 4711;
            decoder.conceal(samples, count);
            assertThat(samples[count]).isEqualTo((short) 4711);
        }
    }

    @Test
    void otherRatesAreAMistake() {
        assertThatThrownBy(() -> StreamDecoder.of(Codec.PCMA, 48_000))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static double level(short[] samples, int from, int to) {
        double power = 0;
        for (int i = from; i < to; i++) power += (double) samples[i] * samples[i];
        return Math.sqrt(2 * power / (to - from)) / Short.MAX_VALUE;
    }
}
