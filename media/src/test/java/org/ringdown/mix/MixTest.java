package org.ringdown.mix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Adds up what all say, leaves out what one said itself, and bends what is too loud. */
class MixTest {
    private final Mix mix = new Mix();
    private final Random random = new Random(4);

    private short[] noise(int loudest) {
        var samples = new short[Mix.FRAME];
        for (int i = 0; i < samples.length; i++)
            samples[i] = (short) random.nextInt(-loudest, loudest + 1);
        return samples;
    }

    @Test
    void eachHearsAllOthersAndNotItself() {
        var voices = new short[][] {noise(5000), noise(5000), noise(5000)};
        mix.clear();
        for (var voice : voices) mix.add(voice);
        var heard = new short[Mix.FRAME];
        for (int self = 0; self < voices.length; self++) {
            mix.without(voices[self], heard);
            for (int i = 0; i < Mix.FRAME; i++) {
                int others = voices[(self + 1) % 3][i] + voices[(self + 2) % 3][i];
                assertThat(heard[i]).isEqualTo((short) others);
            }
        }
        assertThat(mix.voices()).isEqualTo(3);
    }

    @Test
    void thatOneIsLoudDoesNotChangeWhatItHearsOfAQuietOne() {
        var loud = new short[Mix.FRAME];
        Arrays.fill(loud, Short.MAX_VALUE);
        var quiet = noise(3000);
        mix.clear();
        mix.add(loud);
        mix.add(quiet);
        var heard = new short[Mix.FRAME];
        mix.without(loud, heard);

        assertThat(heard).isEqualTo(quiet);
    }

    @Test
    void whatWasSaidBeforeIsForgotten() {
        mix.add(noise(9000));
        mix.clear();
        var heard = noise(9);
        mix.all(heard);

        assertThat(heard).containsOnly(0);
        assertThat(mix.voices()).isZero();
    }

    @Test
    void fiftyAtTheTopOfTheirVoicesDoNotWrapAround() {
        var loudest = new short[Mix.FRAME];
        Arrays.fill(loudest, Short.MIN_VALUE);
        mix.clear();
        for (int i = 0; i < 50; i++) mix.add(loudest);
        var heard = new short[Mix.FRAME];
        mix.all(heard);

        for (short sample : heard) assertThat(sample).isBetween((short) -32_767, (short) -32_000);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "-1, -1", "24576, 24576", "-24576, -24576"})
    void whatIsNotTooLoudStaysAsItIs(int sum, short heard) {
        assertThat(Limiter.limited(sum)).isEqualTo(heard);
    }

    @Test
    void louderSoundIsNeverQuieterAndNeverPastFullScale() {
        short before = Limiter.limited(-2_000_000);
        for (int sum = -2_000_000; sum <= 2_000_000; sum += 7) {
            short heard = Limiter.limited(sum);
            assertThat(heard).isGreaterThanOrEqualTo(before);
            if (Limiter.limited(-sum) != -heard) throw new AssertionError("not alike at " + sum);
            if (Math.abs(sum) < Math.abs((int) heard)) throw new AssertionError("louder at " + sum);
            before = heard;
        }
        assertThat(before).isLessThanOrEqualTo(Short.MAX_VALUE).isGreaterThan((short) 32_000);
    }

    /** No step where it begins to bend: that would be heard. */
    @Test
    void theKneeIsSmooth() {
        for (int sum = 24_000; sum < 26_000; sum++)
            assertThat(Limiter.limited(sum + 1) - Limiter.limited(sum)).isBetween(0, 1);
        assertThat(Limiter.limited(25_000)).isGreaterThan((short) 24_970);
    }
}
