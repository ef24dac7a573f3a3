package org.ringdown.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway can sing, and what it can tell by ear. */
class TonesTest {
    @Test
    void aToneIsAllOfItsFrequencyAndNothingOfAnother() {
        var samples = played(new Tone(8000, 0.5, 440), 10);

        assertThat(Goertzel.share(samples, 8000, 440)).isGreaterThan(0.99);
        assertThat(Goertzel.share(samples, 8000, 1000)).isLessThan(0.01);
    }

    @Test
    void aToneHasNoSeamBetweenFrames() {
        var inOneGo = new short[480];
        new Tone(8000, 0.5, 440).fill(inOneGo, 480);

        assertThat(played(new Tone(8000, 0.5, 440), 3)).containsExactly(inOneGo);
    }

    @Test
    void silenceIsNoFrequency() {
        assertThat(Goertzel.share(new short[160], 8000, 440)).isZero();
    }

    @Test
    void refusesToBeLouderThanFullScale() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Tone(8000, 0.6, 440, 880));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 697, 1209",
        "5, 770, 1336",
        "9, 852, 1477",
        "*, 941, 1209",
        "0, 941, 1336",
        "#, 941, 1477",
        "D, 941, 1633"
    })
    void eachKeyIsARowAndAColumn(char key, double row, double column) {
        var samples = played(KeyTones.tone(key, 8000), 5);

        assertThat(Goertzel.share(samples, 8000, row)).isBetween(0.45, 0.55);
        assertThat(Goertzel.share(samples, 8000, column)).isBetween(0.45, 0.55);
    }

    @ParameterizedTest
    @ValueSource(chars = {'a', 'E', ' ', '\0', 'é'})
    void nothingElseIsAKey(char other) {
        assertThat(KeyTones.isKey(other)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> KeyTones.tone(other, 8000));
    }

    @Test
    void comfortNoiseIsThereButQuiet() {
        var samples = new short[8000];
        new ComfortNoise(new Random(1)).fill(samples, samples.length);

        double power = 0;
        for (short sample : samples) power += sample * sample;
        double decibels = 20 * Math.log10(Math.sqrt(power / samples.length) / Short.MAX_VALUE);
        assertThat(decibels).isBetween(-63.0, -57.0);
    }

    private static short[] played(Tone tone, int frames) {
        var all = new short[frames * 160];
        var frame = new short[160];
        for (int i = 0; i < frames; i++) {
            tone.fill(frame, 160);
            System.arraycopy(frame, 0, all, i * 160, 160);
        }
        return all;
    }
}
