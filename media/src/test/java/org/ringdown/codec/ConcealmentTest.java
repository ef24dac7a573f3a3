package org.ringdown.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConcealmentTest {
    private static final int FRAME = 160;

    private final Concealment concealment = new Concealment(8000);
    private final short[] frame = new short[FRAME];

    @ParameterizedTest
    @ValueSource(ints = {100, 130, 205, 350, 440, 1000})
    void aVoiceGoesOnAndNoSeamIsHeard(int frequency) {
        var heard = new short[30 * FRAME];
        var tone = new Tone(8000, 0.4, frequency);
        for (int i = 0; i < 30; i++) {
            tone.fill(frame, FRAME);
            if (i == 15) concealment.conceal(frame, FRAME);
            else concealment.hear(frame, FRAME);
            System.arraycopy(frame, 0, heard, i * FRAME, FRAME);
        }

        assertThat(Goertzel.share(heard, 13 * FRAME, 18 * FRAME, 8000, frequency))
                .isGreaterThan(0.9);
        assertThat(steepest(heard)).isLessThan(1.6 * steepest(0.4, frequency));
    }

    @Test
    void whatIsMissingForLongFades() {
        var tone = new Tone(8000, 0.4, 200);
        for (int i = 0; i < 5; i++) {
            tone.fill(frame, FRAME);
            concealment.hear(frame, FRAME);
        }
        var power = new double[5];
        for (int i = 0; i < 5; i++) {
            concealment.conceal(frame, FRAME);
            for (var sample : frame) power[i] += (double) sample * sample;
        }

        assertThat(power[0]).isGreaterThan(power[1]);
        assertThat(power[1]).isGreaterThan(power[2]);
        assertThat(power[3]).isZero();
        assertThat(power[4]).isZero();
    }

    @Test
    void whereNothingWasHeardNothingIsMadeUp() {
        concealment.conceal(frame, FRAME);

        assertThat(frame).containsOnly(0);
    }

    @Test
    void whatIsHeardWithoutGapsIsLeftAsItIs() {
        var random = new Random(5);
        for (int i = 0; i < 20; i++) {
            for (int j = 0; j < FRAME; j++) frame[j] = (short) random.nextInt();
            var before = frame.clone();
            concealment.hear(frame, FRAME);

            assertThat(frame).isEqualTo(before);
        }
    }

    @Test
    void anyLengthsCanBeMissing() {
        var random = new Random(711);
        for (int i = 0; i < 5_000; i++) {
            int count = random.nextInt(FRAME + 1);
            for (int j = 0; j < count; j++) frame[j] = (short) random.nextInt();
            if (random.nextInt(4) == 0) concealment.conceal(frame, count);
            else concealment.hear(frame, count);
        }
        new Tone(8000, 0.4, 200).fill(frame, FRAME);
        concealment.hear(frame, FRAME);

        assertThat(Goertzel.share(frame, 40, FRAME, 8000, 200)).isGreaterThan(0.8);
    }

    private static double steepest(short[] samples) {
        int steepest = 0;
        for (int i = 1; i < samples.length; i++)
            steepest = Math.max(steepest, Math.abs(samples[i] - samples[i - 1]));
        return steepest;
    }

    private static double steepest(double level, int frequency) {
        return level * Short.MAX_VALUE * 2 * Math.PI * frequency / 8000;
    }
}
