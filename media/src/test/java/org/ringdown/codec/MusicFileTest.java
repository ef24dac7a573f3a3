package org.ringdown.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads music, at the rates that there are, and says what is wrong with what is none. */
class MusicFileTest {
    @TempDir private Path folder;

    private static ByteBuffer wav(int rate, int channels, int bits, int format, double hertz) {
        var samples = new short[2 * rate];
        new Tone(rate, 0.5, hertz).fill(samples, samples.length);
        var out = ByteBuffer.allocate(44 + 10 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes()).putInt(out.capacity() - 8).put("WAVE".getBytes());
        // An odd chunk that nobody knows, and its padding.
        out.put("LIST".getBytes()).putInt(1).put((byte) 9).put((byte) 0);
        out.put("fmt ".getBytes()).putInt(16).putShort((short) format).putShort((short) channels);
        out.putInt(rate).putInt(rate * channels * bits / 8);
        out.putShort((short) (channels * bits / 8)).putShort((short) bits);
        out.put("data".getBytes()).putInt(2 * samples.length);
        for (short sample : samples) out.putShort(sample);
        return out.flip();
    }

    @ParameterizedTest(name = "{0} Hz")
    @CsvSource({"8000", "16000", "48000"})
    void playsAtBothRatesOverAndOver(int rate) throws IOException {
        var music = MusicFile.of(wav(rate, 1, 16, 1, 500), "m");
        for (int played : new int[] {8000, 16_000}) {
            var source = music.at(played);
            var samples = new short[5 * played];
            for (int i = 0; i < samples.length; i += played / 50) {
                var frame = new short[played / 50];
                source.fill(frame, frame.length);
                System.arraycopy(frame, 0, samples, i, frame.length);
            }
            assertThat(Goertzel.share(samples, played, 500)).isGreaterThan(0.95);
            assertThat(Math.abs(samples[played / 8])).isLessThan((short) 17_000);
        }
    }

    /** What 16 kHz cannot carry must not be heard as something else. */
    @Test
    void nothingIsFoldedDown() throws IOException {
        var samples = new short[16_000];
        MusicFile.of(wav(48_000, 1, 16, 1, 11_000), "m").at(16_000).fill(samples, samples.length);
        // How it begins, out of nothing, is a click of all frequencies.
        for (int i = 100; i < samples.length; i++)
            assertThat(Math.abs((int) samples[i])).isLessThan(60);
    }

    @Test
    void everyCallHearsItFromItsBeginning() throws IOException {
        var music = MusicFile.of(wav(8000, 1, 16, 1, 500), "m");
        var one = new short[100];
        var other = new short[100];
        music.at(8000).fill(one, 100);
        music.at(8000).fill(other, 100);
        assertThat(one).isEqualTo(other);
    }

    @ParameterizedTest(name = "{4}")
    @CsvSource({
        "44100, 1, 16, 1, has 44100 samples a second",
        "16000, 2, 16, 1, has 2 channels",
        "16000, 1, 8, 1, does not have samples of 16 bits",
        "8000, 1, 16, 7, does not have samples of 16 bits"
    })
    void saysWhatIsWrong(int rate, int channels, int bits, int format, String what) {
        assertThatIOException()
                .isThrownBy(() -> MusicFile.of(wav(rate, channels, bits, format, 500), "m.wav"))
                .withMessageStartingWith("m.wav " + what)
                .withMessageContaining("make one with: ffmpeg");
    }

    @Test
    void whatIsNoWavFileIsSaid() throws IOException {
        var file = Files.writeString(folder.resolve("x.mp3"), "ID3 and so on, quite a lot of it");
        assertThatIOException()
                .isThrownBy(() -> MusicFile.read(file))
                .withMessageContaining("is no WAV file");
        assertThatIOException().isThrownBy(() -> MusicFile.read(folder.resolve("nowhere")));
    }

    /** Cut anywhere, and with any bytes changed, it is read or refused, and nothing else. */
    @Test
    void survivesNonsense() {
        var random = new Random(5);
        var good = wav(8000, 1, 16, 1, 500).array();
        for (int i = 0; i < 20_000; i++) {
            var bytes = Arrays.copyOf(good, random.nextInt(200));
            for (int j = random.nextInt(6); j > 0 && bytes.length > 0; j--)
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            try {
                MusicFile.of(ByteBuffer.wrap(bytes), "m").at(8000).fill(new short[160], 160);
            } catch (IOException refused) {
                assertThat(refused).hasMessageStartingWith("m ");
            }
        }
    }
}
