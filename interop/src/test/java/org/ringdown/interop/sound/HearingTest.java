package org.ringdown.interop.sound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that the ear of these tests hears what is there, and nothing else. */
class HearingTest {
    private static final Duration FOUR_SECONDS = Duration.ofSeconds(4);

    @ParameterizedTest
    @ValueSource(ints = {8000, 16000, 44100, 48000})
    void hearsAPureToneAsOne(int rate) {
        var heard = Hearing.of(Sound.tone(1000, rate, FOUR_SECONDS), 1000);

        assertThat(heard.share()).isGreaterThan(0.999);
        assertThat(heard.onset()).contains(Duration.ZERO);
        assertThat(heard.longestGap()).isZero();
    }

    @Test
    void doesNotHearAnotherTone() {
        var other = Sound.tone(1500, 8000, FOUR_SECONDS);

        assertThat(Hearing.of(other, 1000).share()).isLessThan(0.01);
        assertThat(Hearing.goodStretch(other, 1000)).isEmpty();
    }

    @Test
    void hearsNothingInSilenceOrNoise() {
        var random = new Random(1);
        var noise = Sound.silence(8000, FOUR_SECONDS);
        for (int i = 0; i < noise.samples().length; i++)
            noise.samples()[i] = random.nextFloat() - 0.5f;

        assertThat(Hearing.goodStretch(Sound.silence(8000, FOUR_SECONDS), 1000)).isEmpty();
        assertThat(Hearing.goodStretch(noise, 1000)).isEmpty();
    }

    @Test
    void refusesATwoToneMixture() {
        var mixed = Sound.tone(1000, 8000, FOUR_SECONDS);
        var other = Sound.tone(1500, 8000, FOUR_SECONDS);
        for (int i = 0; i < mixed.samples().length; i++)
            mixed.samples()[i] += 0.5f * other.samples()[i];

        assertThat(Hearing.of(mixed, 1000).share()).isBetween(0.75, 0.85);
        assertThat(Hearing.goodStretch(mixed, 1000)).isEmpty();
    }

    @Test
    void findsAGapOfEightyMilliseconds() {
        var sound = Sound.tone(1000, 8000, FOUR_SECONDS);
        Arrays.fill(sound.samples(), 16000, 16000 + 640, 0);

        assertThat(Hearing.of(sound, 1000).longestGap()).isEqualTo(Duration.ofMillis(80));
        assertThat(Hearing.goodStretch(sound, 1000))
                .isEmpty(); // neither two seconds before nor two after are three
    }

    @Test
    void forgivesAGapOfSixty() {
        var sound = Sound.tone(1000, 8000, FOUR_SECONDS);
        Arrays.fill(sound.samples(), 16000, 16000 + 480, 0);

        assertThat(Hearing.goodStretch(sound, 1000)).isPresent();
    }

    @Test
    void saysWhenTheToneBegins() {
        var sound = Sound.tone(1000, 8000, FOUR_SECONDS);
        Arrays.fill(sound.samples(), 0, 8000, 0);

        assertThat(Hearing.of(sound, 1000).onset()).contains(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @EnumSource(G711.class)
    void codedSoundIsStillTheTone(G711 codec) {
        var codes = codec.encode(Sound.tone(1000, 8000, FOUR_SECONDS));
        var samples = new float[codes.length];
        codec.decode(codes, samples, 0);

        assertThat(Hearing.of(new Sound(8000, samples), 1000).share()).isGreaterThan(0.99);
    }

    @Test
    void whatComesAfterAPauseIsToldFromWhatCameBefore() {
        var second = Duration.ofSeconds(1);
        var tone = Sound.tone(1000, 8000, second);
        var paused = tone.then(Sound.tone(440, 8000, second));

        assertThat(Hearing.goodAfterPause(tone.then(tone), 1000, second, second)).isEmpty();
        assertThat(Hearing.goodAfterPause(paused, 1000, second, second)).isEmpty();
        assertThat(Hearing.goodAfterPause(paused.then(tone), 1000, second, second)).isPresent();
        assertThat(
                        Hearing.goodAfterPause(
                                Sound.silence(8000, second).then(tone), 1000, second, second))
                .isEmpty();
    }

    /** Silence and full scale as ITU-T G.711 tables 1a and 2a have them. */
    @Test
    void knowsTheEndsOfTheTables() {
        var ends = new Sound(8000, new float[] {0, 1, -1});

        assertThat(G711.PCMA.encode(ends)).containsExactly(0xd5, 0xaa, 0x2a);
        assertThat(G711.PCMU.encode(ends)).containsExactly(0xff, 0x80, 0x00);
    }

    @Test
    void writesWhatItReads(@TempDir Path folder) throws Exception {
        var tone = Sound.tone(700, 48000, FOUR_SECONDS);
        tone.writeWav(folder.resolve("tone.wav"));

        var read = Sound.readWav(folder.resolve("tone.wav"));
        assertThat(read.rate()).isEqualTo(48000);
        assertThat(read.length()).isEqualTo(FOUR_SECONDS);
        assertThat(Hearing.of(read, 700).share()).isGreaterThan(0.999);
    }
}
