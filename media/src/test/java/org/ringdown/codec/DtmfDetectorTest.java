package org.ringdown.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.media.Codec;

/** The limits of ITU-T Q.24, and what is no key: speech, music and noise. */
class DtmfDetectorTest {
    private static final String KEYS = "0123456789*#ABCD";
    private static final int RATE = 8000;
    private static final int PACKET = 160;

    @ParameterizedTest
    @ValueSource(strings = {"PCMA", "PCMU", "G722"})
    void everyKeyIsFoundOnceInEveryCodecThatIsDecodedHere(String name) {
        var codec = new Codec(name, 8000, 1);
        int rate = SoundEncoder.of(codec).orElseThrow().sampleRate();
        var line = new Line(rate);
        for (char key : KEYS.toCharArray()) line.play(key, 60, 60);

        assertThat(line.through(codec)).isEqualTo(KEYS);
    }

    @Test
    void theSameKeyPressedAgainIsAnotherPressAndOneHeldLongIsOne() {
        var line = new Line(RATE);
        line.play('5', 40, 40);
        line.play('5', 40, 40);
        line.play('5', 3000, 40);

        assertThat(line.keys()).isEqualTo("555");
    }

    @ParameterizedTest(name = "offset {0} samples")
    @ValueSource(ints = {0, 17, 34, 51, 68, 85, 101})
    void fortyMillisecondsAlwaysSufficeAndTwentyNeverDo(int offset) {
        var enough = new Line(RATE);
        var short20 = new Line(RATE);
        enough.silence(offset);
        short20.silence(offset);
        for (char key : KEYS.toCharArray()) {
            enough.play(key, 40, 45);
            short20.play(key, 20, 65);
        }

        assertThat(enough.keys()).isEqualTo(KEYS);
        assertThat(short20.keys()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "  0,   0, true",
        " -3,   0, true", // the high tone 3 dB above the low one
        "  0,  -7, true", // 7 dB below it
        " -6,   0, false",
        "  0, -10, false",
        "-20, -20, true",
        "-30, -30, false",
    })
    void tonesMayDifferInLevelAsMuchAsLinesMakeThem(int low, int high, boolean found) {
        var line = new Line(RATE);
        line.tones(697, level(low), 1209, level(high), 80);

        assertThat(line.keys()).isEqualTo(found ? "1" : "");
    }

    @ParameterizedTest
    @CsvSource({"1.015, true", "0.985, true", "1.04, false", "0.96, false"})
    void frequenciesMayBeOffByOneAndAHalfPerCentAndNotByFour(double factor, boolean found) {
        var line = new Line(RATE);
        line.tones(770 * factor, 0.2, 1477 * factor, 0.2, 80);

        assertThat(line.keys()).isEqualTo(found ? "6" : "");
    }

    @Test
    void noiseFifteenDecibelsBelowDoesNotHideAKey() {
        var random = new Random(1);
        var line = new Line(RATE);
        for (char key : KEYS.toCharArray()) line.play(key, 60, 60);
        line.mix(() -> random.nextGaussian() * 0.35 * 0.178);

        assertThat(line.keys()).isEqualTo(KEYS);
    }

    @Test
    void oneToneAloneIsNoKey() {
        var line = new Line(RATE);
        for (double tone : new double[] {697, 941, 1209, 1633, 425, 1000, 2100})
            line.tones(tone, 0.4, tone, 0, 500);
        line.tones(697, 0.3, 852, 0.3, 500);
        line.tones(350, 0.3, 440, 0.3, 2000); // a dial tone

        assertThat(line.keys()).isEmpty();
    }

    @Test
    void noiseIsNoKey() {
        var random = new Random(2);
        var line = new Line(RATE);
        line.silence(RATE * 60);
        line.mix(() -> random.nextGaussian() * 0.2);

        assertThat(line.keys()).isEmpty();
    }

    /**
     * Vowels as harmonics shaped by formants, of men, women and children: ten minutes of the worst of speech. One in two thousand is taken for
     * a key, where a detector that looks at levels alone takes one in two hundred.
     */
    @ParameterizedTest
    @CsvSource({"0.4", "0"}) // a voice that glides, and one steadier than people are
    void vowelsAreHardlyEverTakenForKeys(double glides) {
        var random = new Random(3);
        int keys = 0;
        for (int minute = 0; minute < 10; minute++) keys += vowels(300, glides, random);

        assertThat(keys).isLessThanOrEqualTo(2);
    }

    private static int vowels(int syllables, double glides, Random random) {
        var line = new Line(RATE);
        for (int syllable = 0; syllable < syllables; syllable++) {
            double pitch = 90 + random.nextInt(310);
            double glide = 1 - glides / 2 + glides * random.nextDouble();
            double first = 300 + random.nextInt(700);
            double second = 900 + random.nextInt(1400);
            int length = RATE / 10 + random.nextInt(RATE / 5);
            line.voice(pitch, glide, first, second, length);
            line.silence(random.nextInt(RATE / 10));
        }
        return line.keys().length();
    }

    /**
     * All keys, at each of several alignments, in A-law: as long as they must be, at the edges of what lines may do to them. Of the quietest, one
     * in a thousand is lost.
     */
    @ParameterizedTest
    @CsvSource({
        "1,     1,    0,     0",
        "1.015, 1,    0.178, 0",
        "0.985, 1,    0.1,   0",
        "1,     0.1,  0,     1",
        "1.015, 0.2,  0.1,   0",
    })
    void noKeyOfFortyMillisecondsIsLost(double factor, double level, double noise, int lost) {
        var random = new Random(5);
        var line = new Line(RATE);
        var pressed = new StringBuilder();
        for (int i = 0; i < 320; i++) {
            char key = KEYS.charAt(i % KEYS.length());
            double loud = 0.35 * level;
            line.silence(400 + random.nextInt(102));
            line.tones(KeyTones.row(key) * factor, loud, KeyTones.column(key) * factor, loud, 40);
            pressed.append(key);
        }
        line.mix(() -> random.nextGaussian() * 0.35 * level * noise);

        String heard = line.through(Codec.PCMA);
        if (lost == 0) assertThat(heard).isEqualTo(pressed.toString());
        else assertThat(heard).hasSizeGreaterThanOrEqualTo(pressed.length() - lost);
    }

    @ParameterizedTest(name = "packets of {0} ms")
    @ValueSource(ints = {5, 10, 20, 30, 60})
    void howLongPacketsAreMakesNoDifference(int millis) {
        var random = new Random(6);
        var line = new Line(RATE);
        for (char key : KEYS.repeat(4).toCharArray()) {
            line.silence(500 + random.nextInt(800));
            line.play(key, 40, 0);
        }
        line.silence(RATE);

        assertThat(line.through(Codec.PCMU, millis)).isEqualTo(KEYS.repeat(4));
    }

    @Test
    void aVoiceBeforeAndAfterHidesNoKey() {
        var line = new Line(RATE);
        for (char key : KEYS.toCharArray()) {
            line.voice(140, 1.1, 500, 1500, 1777);
            line.play(key, 60, 0);
            line.voice(210, 0.9, 700, 1200, 1333);
        }

        assertThat(line.through(Codec.PCMA)).isEqualTo(KEYS);
    }

    @Test
    void musicIsNoKey() {
        var line = new Line(RATE);
        var melody = new Melody(RATE);
        var samples = new short[RATE * 60];
        melody.fill(samples, samples.length);
        line.add(samples);
        int[] chord = {0, 4, 7, 12};
        for (int root = 48; root < 84; root++)
            for (int inversion = 0; inversion < 3; inversion++) line.chord(root, chord, inversion);

        assertThat(line.keys()).isEmpty();
    }

    private static double level(int decibels) {
        return 0.35 * Math.pow(10, decibels / 20.0);
    }

    /** Sound that grows, and is then listened to in packets. */
    private static final class Line {
        private final int rate;
        private short[] sound = {};

        Line(int rate) {
            this.rate = rate;
        }

        void add(short[] more) {
            int before = sound.length;
            sound = Arrays.copyOf(sound, before + more.length);
            System.arraycopy(more, 0, sound, before, more.length);
        }

        void silence(int samples) {
            add(new short[samples]);
        }

        void play(char key, int millis, int gapMillis) {
            var samples = new short[millis * rate / 1000];
            KeyTones.tone(key, rate).fill(samples, samples.length);
            add(samples);
            silence(gapMillis * rate / 1000);
        }

        void tones(double low, double lowLevel, double high, double highLevel, int millis) {
            var samples = new short[millis * rate / 1000];
            for (int i = 0; i < samples.length; i++) {
                double t = 2 * Math.PI * i / rate;
                double value = lowLevel * Math.sin(low * t) + highLevel * Math.sin(high * t);
                samples[i] = (short) (Short.MAX_VALUE * value);
            }
            add(samples);
            silence(rate / 20);
        }

        void voice(double pitch, double glide, double first, double second, int length) {
            var samples = new short[length];
            double phase = 0;
            for (int i = 0; i < length; i++) {
                double now = pitch * (1 + (glide - 1) * i / length);
                phase += 2 * Math.PI * now / rate;
                double value = 0;
                for (int harmonic = 1; harmonic * now < 3500; harmonic++) {
                    double frequency = harmonic * now;
                    double shape =
                            formant(frequency, first, 90)
                                    + 0.4 * formant(frequency, second, 120)
                                    + 0.15 * formant(frequency, 2700, 200);
                    value += shape * Math.sin(harmonic * phase);
                }
                samples[i] = (short) (6000 * Math.max(-5, Math.min(5, value)));
            }
            add(samples);
        }

        private static double formant(double frequency, double centre, double width) {
            return 1 / (1 + Math.pow((frequency - centre) / width, 2));
        }

        void chord(int root, int[] steps, int inversion) {
            var samples = new short[rate / 4];
            for (int i = 0; i < samples.length; i++) {
                double value = 0;
                for (int step = 0; step < 3; step++) {
                    int note = root + steps[(step + inversion) % 4];
                    double frequency = 440 * Math.pow(2, (note - 69) / 12.0);
                    for (int partial = 1; partial <= 4; partial++)
                        value += Math.sin(2 * Math.PI * partial * frequency * i / rate) / partial;
                }
                samples[i] = (short) (3000 * value);
            }
            add(samples);
        }

        void mix(DoubleSupplier more) {
            for (int i = 0; i < sound.length; i++) {
                double value = sound[i] + Short.MAX_VALUE * more.getAsDouble();
                sound[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value));
            }
        }

        String keys() {
            var detector = new DtmfDetector(rate);
            var keys = new StringBuilder();
            var packet = new short[PACKET * rate / 8000];
            for (int at = 0; at + packet.length <= sound.length; at += packet.length) {
                System.arraycopy(sound, at, packet, 0, packet.length);
                char key = detector.receive(packet, packet.length);
                if (key != DtmfDetector.NO_KEY) keys.append(key);
            }
            return keys.toString();
        }

        String through(Codec codec) {
            return through(codec, 20);
        }

        /** As payloads of so many milliseconds, of which nobody needs to decode all. */
        String through(Codec codec, int millis) {
            var encoder = SoundEncoder.of(codec).orElseThrow();
            var ear = KeyEar.of(codec).orElseThrow();
            var keys = new StringBuilder();
            var packet = new short[millis * rate / 1000];
            for (int at = 0; at + packet.length <= sound.length; at += packet.length) {
                System.arraycopy(sound, at, packet, 0, packet.length);
                var payload = ByteBuffer.allocate(1000).position(100);
                encoder.encode(packet, packet.length, payload);
                char key = ear.hear(payload, 100, payload.position() - 100);
                if (key != DtmfDetector.NO_KEY) keys.append(key);
            }
            return keys.toString();
        }
    }
}
