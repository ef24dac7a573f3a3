package org.ringdown.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Music out of a WAV file, kept in memory at the two rates that are played. */
public final class MusicFile implements Music {
    /** Ten minutes and more at 48 kHz. */
    private static final int LARGEST = 64 << 20;

    private static final List<Integer> RATES = List.of(8000, 16_000, 48_000);
    private static final int RIFF = 0x46464952;
    private static final int WAVE = 0x45564157;
    private static final int FORMAT = 0x20746d66;
    private static final int DATA = 0x61746164;
    private static final int LEAST_FORMAT = 16;
    private static final int PCM = 1;
    private static final String CURE =
            "; make one with: ffmpeg -i MUSIC -ac 1 -ar 16000 -c:a pcm_s16le music.wav";

    private final short[] narrow;
    private final short[] wide;

    private MusicFile(short[] samples, int sampleRate) {
        switch (sampleRate) {
            case 8000 -> {
                narrow = samples;
                wide = converted(Resampler.doubling(), samples, 2 * samples.length);
            }
            case 16_000 -> {
                narrow = halved(samples);
                wide = samples;
            }
            default -> {
                wide = Thirds.of(samples);
                narrow = halved(wide);
            }
        }
    }

    /** @throws IOException with one sentence: what is wrong, and what to do */
    public static MusicFile read(Path file) throws IOException {
        if (Files.size(file) > LARGEST)
            throw new IOException(
                    file + " has more than " + (LARGEST >> 20) + " MB; use less of it");
        return of(ByteBuffer.wrap(Files.readAllBytes(file)), file.toString());
    }

    static MusicFile of(ByteBuffer bytes, String name) throws IOException {
        var in = bytes.order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < 12 || in.getInt(0) != RIFF || in.getInt(8) != WAVE)
            throw wrong(name, "is no WAV file");
        int rate = 0;
        // Lengths are unsigned; chunks begin at even places.
        for (long at = 12; at + 8 <= in.limit(); ) {
            int chunk = in.getInt((int) at);
            long size = Integer.toUnsignedLong(in.getInt((int) at + 4));
            int left = (int) Math.min(size, in.limit() - at - 8);
            if (chunk == FORMAT) rate = format(in.slice((int) at + 8, left), name);
            if (chunk == DATA && rate > 0)
                return new MusicFile(samples(in.slice((int) at + 8, left), name), rate);
            at += 8 + size + (size & 1);
        }
        throw wrong(name, "has no sound in it");
    }

    /** Its sample rate. */
    private static int format(ByteBuffer format, String name) throws IOException {
        if (format.remaining() < LEAST_FORMAT) throw wrong(name, "does not say what is in it");
        format.order(ByteOrder.LITTLE_ENDIAN);
        int channels = format.getShort(2);
        int rate = format.getInt(4);
        int bits = format.getShort(14);
        if (format.getShort(0) != PCM || bits != 16)
            throw wrong(name, "does not have samples of 16 bits (PCM)");
        if (channels != 1) throw wrong(name, "has " + channels + " channels; one is needed");
        if (!RATES.contains(rate))
            throw wrong(name, "has " + rate + " samples a second; 8000, 16000 or 48000 are needed");
        return rate;
    }

    private static short[] samples(ByteBuffer data, String name) throws IOException {
        var samples = new short[data.remaining() / 2];
        if (samples.length == 0) throw wrong(name, "has no sound in it");
        data.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }

    private static IOException wrong(String name, String what) {
        return new IOException(name + " " + what + CURE);
    }

    private static short[] halved(short[] samples) {
        var even = samples.length % 2 == 0 ? samples : Arrays.copyOf(samples, samples.length + 1);
        return converted(Resampler.halving(), even, even.length / 2);
    }

    private static short[] converted(Resampler resampler, short[] samples, int count) {
        var made = new short[count];
        resampler.convert(samples, samples.length, made);
        return made;
    }

    @Override
    public SoundSource at(int sampleRate) {
        var samples =
                switch (sampleRate) {
                    case 8000 -> narrow;
                    case 16_000 -> wide;
                    default ->
                            throw new IllegalArgumentException(
                                    "not played at " + sampleRate + " Hz");
                };
        return new Loop(samples);
    }

    private static final class Loop implements SoundSource {
        private final short[] samples;
        private int at;

        Loop(short[] samples) {
            this.samples = samples;
        }

        @Override
        public void fill(short[] to, int count) {
            for (int done = 0; done < count; ) {
                int piece = Math.min(count - done, samples.length - at);
                System.arraycopy(samples, at, to, done, piece);
                done += piece;
                at = (at + piece) % samples.length;
            }
        }
    }
}
