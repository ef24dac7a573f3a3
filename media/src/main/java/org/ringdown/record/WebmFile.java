package org.ringdown.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ringdown.codec.Opus;
import org.ringdown.codec.SoundEncoder;
import org.ringdown.media.Codec;
import org.ringdown.rtp.H264Unpacker;
import org.ringdown.rtp.PictureSize;
import org.ringdown.rtp.PictureUnpacker;

/**
 * Sound in Opus and pictures as they came, in Matroska (RFC 9559); it is WebM as long as they are VP8.
 *
 * <p>Which tracks there are is known only when pictures come: they are described in a place at the beginning that is kept free for it. What a
 * crash leaves can be played.
 */
public final class WebmFile implements SoundFile {
    private static final int SOUND = 1;
    private static final int VIDEO_TYPE = 1;
    private static final int AUDIO_TYPE = 2;
    private static final int MOST_TRACKS = 8;

    /** What stands before the first cluster always takes that much. */
    private static final int HEAD = 8192;

    private static final int CLUSTER = 0x1f43b675;
    private static final int SIMPLE_BLOCK = 0xa3;
    private static final int KEYFRAME = 0x80;

    /** A picture is longer than any packet of sound. */
    private static final int LONGEST = 1 << 21;

    private static final long FRAME = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long CLUSTER_LENGTH = TimeUnit.SECONDS.toNanos(1);

    /** What libopus has to hear before it says anything, 6.5 ms; and what a decoder has to after a jump (RFC 7845 §4.2, §4.6). */
    private static final int PRE_SKIP = 312;

    private static final long CODEC_DELAY = 6_500_000;
    private static final long SEEK_PRE_ROLL = 80_000_000;

    /** Where a picture does not say; its decoder knows better. */
    private static final PictureSize USUAL = new PictureSize(640, 480);

    /** One of the pictures of one side, in one codec. */
    private record Track(int number, int side, Codec codec, PictureSize size, byte[] setup) {}

    private final SeekableByteChannel channel;
    private final SoundEncoder encoder;
    private final int sampleRate;
    private final int channels;
    private final List<Track> tracks = new ArrayList<>();
    private final ByteBuffer packet = ByteBuffer.allocate(2 * 1275);
    private final ByteBuffer head = ByteBuffer.allocate(64);
    private long time;
    private long clusterFrom = -CLUSTER_LENGTH;

    /** @param channel closed with this */
    public WebmFile(SeekableByteChannel channel, int sampleRate, int channels) throws IOException {
        this.channel = channel;
        this.encoder = Opus.encoder(sampleRate, channels);
        this.sampleRate = sampleRate;
        this.channels = channels;
        describe(0);
    }

    @Override
    public PictureSink pictures(int side) {
        return (codec, picture, at) -> write(side, codec, picture, at);
    }

    @Override
    public void write(short[] samples) throws IOException {
        encoder.encode(samples, samples.length, packet.clear());
        block(SOUND, time, true, packet.flip());
        time += FRAME;
    }

    private void write(int side, Codec codec, PictureUnpacker picture, long at) throws IOException {
        boolean key = picture.isKeyframe();
        int track = track(side, codec);
        if (track < 0) {
            if (!key || tracks.size() == MOST_TRACKS) return;
            track = add(side, codec, picture);
        }
        block(track, at, key, picture.picture());
    }

    private int track(int side, Codec codec) {
        for (var track : tracks)
            if (track.side == side && track.codec.name().charAt(0) == codec.name().charAt(0))
                return track.number;
        return -1;
    }

    private int add(int side, Codec codec, PictureUnpacker keyframe) throws IOException {
        var setup = keyframe instanceof H264Unpacker units ? units.configuration() : new byte[0];
        int number = SOUND + 1 + tracks.size();
        var size = keyframe.size().isKnown() ? keyframe.size() : USUAL;
        tracks.add(new Track(number, side, codec, size, setup));
        describe(0);
        return number;
    }

    // Clusters (RFC 9559 §5.1.3): an element that goes on until the next, a second later.

    private void block(int track, long at, boolean key, ByteBuffer bytes) throws IOException {
        if (bytes.remaining() > LONGEST) return;
        head.clear();
        if (at - clusterFrom >= CLUSTER_LENGTH) begin(at);
        int length = bytes.remaining() + 4;
        head.put((byte) SIMPLE_BLOCK).putInt(0x10000000 | length).put((byte) (0x80 | track));
        head.putShort((short) TimeUnit.NANOSECONDS.toMillis(at - clusterFrom));
        head.put((byte) (key ? KEYFRAME : 0));
        writeAll(head.flip());
        writeAll(bytes);
    }

    private void begin(long at) {
        clusterFrom = TimeUnit.MILLISECONDS.toNanos(TimeUnit.NANOSECONDS.toMillis(at));
        head.put(new Ebml(64).open(CLUSTER).number(0xe7, millis(clusterFrom)).toBytes());
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    // What stands before them, written anew when there is news.

    private void describe(long length) throws IOException {
        boolean vp8 = tracks.stream().allMatch(track -> track.codec.equals(Codec.VP8));
        var all = new Ebml(HEAD);
        all.master(
                0x1a45dfa3,
                new Ebml(128)
                        .number(0x4286, 1)
                        .number(0x42f7, 1)
                        .number(0x42f2, 4)
                        .number(0x42f3, 8)
                        .text(0x4282, vp8 ? "webm" : "matroska")
                        .number(0x4287, 4)
                        .number(0x4285, 2));
        all.open(0x18538067);
        var info = new Ebml(128).number(0x2ad7b1, TimeUnit.MILLISECONDS.toNanos(1));
        if (length > 0) info.real(0x4489, millis(length));
        all.master(0x1549a966, info.text(0x4d80, "Ringdown").text(0x5741, "Ringdown"));
        all.master(0x1654ae6b, tracks());
        long end = channel.position();
        channel.position(0);
        writeAll(ByteBuffer.wrap(all.fillTo(HEAD).toBytes()));
        channel.position(Math.max(end, HEAD));
    }

    /** §5.1.4 */
    private Ebml tracks() {
        var all = new Ebml(HEAD);
        all.master(0xae, sound());
        for (var track : tracks) all.master(0xae, pictures(track));
        return all;
    }

    private Ebml sound() {
        return track(SOUND, AUDIO_TYPE, "A_OPUS", channels == 2 ? "caller and called" : "sound")
                .bytes(0x63a2, opus())
                .number(0x56aa, CODEC_DELAY)
                .number(0x56bb, SEEK_PRE_ROLL)
                .master(0xe1, new Ebml(32).real(0xb5, 48_000).number(0x9f, channels));
    }

    private static Ebml pictures(Track track) {
        boolean vp8 = track.codec.equals(Codec.VP8);
        var name = track.side == 0 ? "caller" : "called";
        var described = track(track.number, VIDEO_TYPE, vp8 ? "V_VP8" : "V_MPEG4/ISO/AVC", name);
        if (track.setup.length > 0) described.bytes(0x63a2, track.setup);
        var size = new Ebml(32).number(0xb0, track.size.width()).number(0xba, track.size.height());
        return described.master(0xe0, size);
    }

    private static Ebml track(int number, int type, String codec, String name) {
        return new Ebml(1024)
                .number(0xd7, number)
                .number(0x73c5, number)
                .number(0x83, type)
                .number(0x9c, 0)
                .text(0x536e, name)
                .text(0x86, codec);
    }

    /** RFC 7845 §5.1 */
    private byte[] opus() {
        var out = ByteBuffer.allocate(19).order(ByteOrder.LITTLE_ENDIAN);
        out.put("OpusHead".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) channels);
        out.putShort((short) PRE_SKIP).putInt(sampleRate).putShort((short) 0).put((byte) 0);
        return out.array();
    }

    private void writeAll(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) channel.write(bytes);
    }

    @Override
    public void close() throws IOException {
        try (channel;
                encoder) {
            describe(time);
        }
    }
}
