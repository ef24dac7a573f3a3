package org.ringdown.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;

/** RIFF/WAVE with samples of 16 bits. Its lengths are brought up to date once a second, so that what a crash leaves can be played. */
public final class WavFile implements SoundFile {
    private static final int HEADER = 44;
    private static final int BYTES = 2;
    private static final int FRAMES_PER_SECOND = 50;

    /** Lengths are unsigned and of 32 bits; whoever reads them takes care of less. */
    private static final long LONGEST = Integer.MAX_VALUE - HEADER;

    private final SeekableByteChannel channel;
    private final int sampleRate;
    private final int channels;
    private final ByteBuffer buffer;
    private long written;
    private int frames;

    /** @param channel at its beginning; closed with this */
    public WavFile(SeekableByteChannel channel, int sampleRate, int channels) throws IOException {
        this.channel = channel;
        this.sampleRate = sampleRate;
        this.channels = channels;
        this.buffer =
                ByteBuffer.allocate(sampleRate / FRAMES_PER_SECOND * channels * BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        header();
    }

    @Override
    public void write(short[] samples) throws IOException {
        if (written + buffer.capacity() > LONGEST)
            throw new IOException("the file is as long as a WAV file can be");
        buffer.clear();
        buffer.asShortBuffer().put(samples);
        drain(buffer.limit(samples.length * BYTES));
        written += (long) samples.length * BYTES;
        if (++frames % FRAMES_PER_SECOND == 0) header();
    }

    private void header() throws IOException {
        var header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.put(ascii("RIFF")).putInt((int) (HEADER - 8 + written)).put(ascii("WAVE"));
        header.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) channels);
        header.putInt(sampleRate).putInt(sampleRate * channels * BYTES);
        header.putShort((short) (channels * BYTES)).putShort((short) (BYTES * 8));
        header.put(ascii("data")).putInt((int) written);
        channel.position(0);
        drain(header.flip());
        channel.position(HEADER + written);
    }

    private void drain(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) channel.write(bytes);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            header();
        }
    }
}
