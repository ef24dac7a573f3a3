package org.ringdown.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import org.ringdown.codec.Opus;
import org.ringdown.codec.SoundEncoder;

/** Opus in Ogg (RFC 7845), a page for each second: what a crash leaves can be played. */
public final class OggOpusFile implements SoundFile {
    private static final int FRAMES_PER_PAGE = 50;

    /** Positions count at 48 kHz, whatever went in (§4). */
    private static final int GRANULES = 960;

    private static final String VENDOR = "Ringdown";

    private final WritableByteChannel channel;
    private final SoundEncoder encoder;
    private final OggPages pages;
    private final ByteBuffer packet = ByteBuffer.allocate(2 * 1275);
    private long granule;
    private int frames;

    /**
     * @param channel closed with this
     * @param serial by which the stream is told from others in one file
     */
    public OggOpusFile(WritableByteChannel channel, int sampleRate, int channels, int serial)
            throws IOException {
        this.channel = channel;
        this.encoder = Opus.encoder(sampleRate, channels);
        this.pages = new OggPages(channel, serial);
        header(Opus.head(sampleRate, channels)); // §5.1
        header(tags());
    }

    /** §5.2 */
    private static ByteBuffer tags() {
        var tags = ByteBuffer.allocate(8 + 4 + VENDOR.length() + 4).order(ByteOrder.LITTLE_ENDIAN);
        tags.put(ascii("OpusTags")).putInt(VENDOR.length()).put(ascii(VENDOR)).putInt(0);
        return tags.flip();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Each header has a page of its own (§3). */
    private void header(ByteBuffer header) throws IOException {
        pages.add(header);
        pages.end(0, false);
    }

    @Override
    public void write(short[] samples) throws IOException {
        // Written only now: the last page of all is marked, and nobody knows which that is.
        if (frames == FRAMES_PER_PAGE || !pages.hasRoom(packet.capacity())) endPage(false);
        encoder.encode(samples, samples.length, packet.clear());
        pages.add(packet.flip());
        granule += GRANULES;
        frames++;
    }

    private void endPage(boolean last) throws IOException {
        pages.end(granule, last);
        frames = 0;
    }

    @Override
    public void close() throws IOException {
        try (channel;
                encoder) {
            endPage(true);
        }
    }
}
