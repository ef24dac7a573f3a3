package org.ringdown.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.ringdown.codec.G711;
import org.ringdown.rtmp.flv.AudioTag;
import org.ringdown.rtmp.flv.SoundFormat;

/** LPCM of every rate and form keeps its pitch and its length; the rest of how it sounds, ffmpeg's streams show. */
class LinearSoundTest {
    private static final int TONE_HZ = 700;
    private static final double LEVEL = 8000;

    @ParameterizedTest
    @EnumSource
    void aToneOfEachRateIsTheSameTone(AudioTag.Rate rate) {
        double hertz = 5512.5 * (1 << rate.ordinal());
        var heard = heard(rate, true, false, hertz);
        assertThat(heard.length).isBetween(7950, 8000);
        assertTone(heard);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false", "false, true"})
    void soItIsInEachForm(boolean sixteenBit, boolean stereo) {
        assertTone(heard(AudioTag.Rate.HZ_22050, sixteenBit, stereo, 22_050));
    }

    @Test
    void whatEightKilohertzCannotCarryIsNotHeard() {
        var linear = new LinearSound();
        var samples = ByteBuffer.allocate(2 * 4410).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 4410; i++)
            samples.putShort((short) (LEVEL * Math.sin(2 * Math.PI * 6000 * i / 44_100)));
        var tag =
                new AudioTag.Plain(
                        SoundFormat.LPCM, AudioTag.Rate.HZ_44100, true, false, samples.flip());
        var heard = decoded(linear.aLaw(tag));
        double loudest = 0;
        for (int i = 20; i < heard.length; i++) loudest = Math.max(loudest, Math.abs(heard[i]));
        assertThat(loudest).isLessThan(LEVEL / 100);
    }

    /** A second of the tone, in messages of odd lengths. */
    private static short[] heard(
            AudioTag.Rate rate, boolean sixteenBit, boolean stereo, double hertz) {
        var linear = new LinearSound();
        var all = ByteBuffer.allocate(9000);
        int piece = 997;
        for (int from = 0; from < (int) hertz; from += piece) {
            int count = Math.min(piece, (int) hertz - from);
            var data = ByteBuffer.allocate(count * 4).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < count; i++) {
                double sample = LEVEL * Math.sin(2 * Math.PI * TONE_HZ * (from + i) / hertz);
                for (int channel = 0; channel < (stereo ? 2 : 1); channel++) {
                    if (sixteenBit) data.putShort((short) sample);
                    else data.put((byte) (((int) sample >> 8) + 128));
                }
            }
            var tag = new AudioTag.Plain(SoundFormat.LPCM, rate, sixteenBit, stereo, data.flip());
            all.put(linear.aLaw(tag));
        }
        return decoded(all.flip());
    }

    private static short[] decoded(ByteBuffer aLaw) {
        var samples = new short[aLaw.remaining()];
        G711.A_LAW.decode(aLaw, samples);
        return samples;
    }

    /** Nearly all of its energy is at the tone, and as much as was given. */
    private static void assertTone(short[] heard) {
        double sine = 0;
        double cosine = 0;
        double whole = 0;
        int count = 7200; // whole turns
        for (int i = 0; i < count; i++) {
            double sample = heard[200 + i];
            sine += sample * Math.sin(2 * Math.PI * TONE_HZ * i / 8000);
            cosine += sample * Math.cos(2 * Math.PI * TONE_HZ * i / 8000);
            whole += sample * sample;
        }
        double tone = 2 * (sine * sine + cosine * cosine) / count;
        assertThat(tone / whole).isGreaterThan(0.99);
        assertThat(Math.sqrt(whole / count))
                .isBetween(0.95 * LEVEL / Math.sqrt(2), 1.05 * LEVEL / Math.sqrt(2));
    }
}
