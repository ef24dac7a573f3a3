package org.ringdown.interop.sound;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** One channel of sound: samples between -1 and 1, {@code rate} of them a second. The array is not copied. */
public record Sound(int rate, float[] samples) {
    private static final int WAV_HEADER = 44;

    /** A sine of half the full scale. */
    public static Sound tone(int hz, int rate, Duration length) {
        var samples = new float[Math.toIntExact(length.toMillis() * rate / 1000)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * hz * i / rate));
        }
        return new Sound(rate, samples);
    }

    public static Sound silence(int rate, Duration length) {
        return new Sound(rate, new float[Math.toIntExact(length.toMillis() * rate / 1000)]);
    }

    /** Little-endian samples of 16 bits; half a sample at the end is none yet. */
    public static Sound pcm16(int rate, ByteBuffer bytes) {
        var in = bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        var samples = new float[in.remaining()];
        for (int i = 0; i < samples.length; i++) samples[i] = in.get(i) / 32768f;
        return new Sound(rate, samples);
    }

    /** One channel of a file of such samples that may still grow, or is not there yet. */
    public static Sound readRaw(Path file, int rate) {
        try {
            var bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            return pcm16(rate, ByteBuffer.wrap(bytes, 0, bytes.length & ~1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The first channel of a WAV file of 16-bit samples. The lengths in its header are not believed: a recorder that was killed, or is still
     * writing, leaves them at zero.
     */
    public static Sound readWav(Path file) throws IOException {
        var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int channels = 1;
        int rate = 8000;
        int at = 12; // RIFF, size, WAVE
        while (at + 8 <= bytes.limit()) {
            int chunk = bytes.getInt(at);
            int size = bytes.getInt(at + 4);
            if (chunk == 0x20746d66) { // "fmt "
                channels = bytes.getShort(at + 10);
                rate = bytes.getInt(at + 12);
            } else if (chunk == 0x61746164) { // "data"
                return pcm16(rate, bytes.slice(at + 8, (bytes.limit() - at - 8) & -2))
                        .channel(channels);
            }
            at += 8 + size;
        }
        throw new IOException(file + " is no WAV file");
    }

    private Sound channel(int channels) {
        if (channels == 1) return this;
        var first = new float[samples.length / channels];
        for (int i = 0; i < first.length; i++) first[i] = samples[i * channels];
        return new Sound(rate, first);
    }

    public void writeWav(Path file) throws IOException {
        int size = 2 * samples.length;
        var out = ByteBuffer.allocate(WAV_HEADER + size).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes())
                .putInt(WAV_HEADER - 8 + size)
                .put("WAVEfmt ".getBytes())
                .putInt(16);
        out.putShort((short) 1)
                .putShort((short) 1)
                .putInt(rate)
                .putInt(2 * rate)
                .putShort((short) 2)
                .putShort((short) 16);
        out.put("data".getBytes()).putInt(size);
        for (float sample : samples) out.putShort((short) Math.round(sample * 32767));
        Files.write(file, out.array());
    }

    public Duration length() {
        return Duration.ofMillis(samples.length * 1000L / rate);
    }

    /** This, and then {@code next}; that alone where it has another rate. */
    public Sound then(Sound next) {
        if (next.rate != rate) return next;
        var both = Arrays.copyOf(samples, samples.length + next.samples.length);
        System.arraycopy(next.samples, 0, both, samples.length, next.samples.length);
        return new Sound(rate, both);
    }

    /** Its last part of this length; all of a shorter one. */
    public Sound last(Duration length) {
        var from = length().minus(length);
        return from.isNegative() ? this : slice(from, length);
    }

    /** The part that begins at {@code from}, cut short where the sound ends. */
    public Sound slice(Duration from, Duration length) {
        int first = Math.toIntExact(Math.min(samples.length, from.toMillis() * rate / 1000));
        int end =
                Math.toIntExact(Math.min(samples.length, first + length.toMillis() * rate / 1000));
        return new Sound(rate, Arrays.copyOfRange(samples, first, end));
    }
}
