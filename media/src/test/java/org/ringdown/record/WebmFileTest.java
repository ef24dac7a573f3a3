package org.ringdown.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringdown.codec.SoundEncoder;
import org.ringdown.codec.StreamDecoder;
import org.ringdown.codec.Tone;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;

/** What a call of two sides leaves in a file of sound and pictures, as a reader of our own finds it; that others play it is shown elsewhere. */
class WebmFileTest {
    private static final long FRAME = 20_000_000;
    private static final long BEGIN = Long.MAX_VALUE - 50 * FRAME;
    private static final int RATE = CallSound.SAMPLE_RATE;
    private static final String KEYFRAME = "105002009d012a8002e001";
    private static final String DELTA = "10510200aabb";
    private static final String H264 = "78000e6742c01e8c8d40501e900f08846a000468ce3c800003658811";

    private record Block(int track, int millis, boolean key, byte[] bytes) {}

    @TempDir private Path folder;
    private final TapRing ring = new TapRing(true);
    private final RtpPacket packet = new RtpPacket();
    private final ByteBuffer buffer = ByteBuffer.allocate(1500);
    private final SoundEncoder encoder = SoundEncoder.taking(Codec.PCMA, RATE).orElseThrow();
    private final Tone tone = new Tone(RATE, 0.4, 1000);
    private int sounds;
    private int pictures;

    private void speaks(long now, boolean loud) {
        var samples = new short[RATE / 50];
        if (loud) tone.fill(samples, samples.length);
        int at = RtpWriter.header(buffer.clear(), 0, 8, false, sounds, sounds++ * 160, 7);
        encoder.encode(samples, samples.length, buffer.position(at));
        int length = buffer.position();
        packet.wrap(buffer.limit(length), 0, length);
        ring.heard(List.of(new Format(8, Codec.PCMA)), packet, now);
    }

    private void shows(long now, Codec codec, String payload) {
        var bytes = HexFormat.of().parseHex(payload);
        RtpWriter.header(buffer.clear(), 0, 96, true, pictures & 0xffff, pictures++ * 3000, 9);
        buffer.put(RtpPacket.HEADER, bytes);
        packet.wrap(buffer, 0, RtpPacket.HEADER + bytes.length);
        ring.saw(List.of(new Format(96, codec)), packet, now);
    }

    private static CallSound opened(Path file) throws IOException {
        var channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new CallSound(List.of(new WebmFile(channel, RATE, 2)), new Random(1), BEGIN);
    }

    /** The blocks of a file; its elements are checked on the way. */
    private static List<Block> blocks(Path file) throws IOException {
        var in = ByteBuffer.wrap(Files.readAllBytes(file));
        var blocks = new ArrayList<Block>();
        int cluster = 0;
        while (in.hasRemaining()) {
            int id = id(in);
            long length = length(in);
            switch (id) {
                case 0x18538067, 0x1f43b675 -> {} // they hold what follows
                case 0xe7 -> cluster = (int) in.getLong();
                case 0xa3 -> {
                    int end = in.position() + (int) length;
                    int track = in.get() & 0x7f;
                    int at = cluster + in.getShort();
                    boolean key = in.get() < 0;
                    var bytes = new byte[end - in.position()];
                    in.get(bytes);
                    blocks.add(new Block(track, at, key, bytes));
                }
                default -> in.position(in.position() + (int) length);
            }
        }
        return blocks;
    }

    private static int id(ByteBuffer in) {
        int first = in.get(in.position()) & 0xff;
        int id = 0;
        for (int i = Integer.numberOfLeadingZeros(first) - 24; i >= 0; i--)
            id = id << 8 | in.get() & 0xff;
        return id;
    }

    private static long length(ByteBuffer in) {
        int first = in.get(in.position()) & 0xff;
        int size = Integer.numberOfLeadingZeros(first) - 23;
        long length = in.get() & (0xff >> size);
        for (int i = 1; i < size; i++) length = length << 8 | in.get() & 0xff;
        return length;
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }

    @Test
    void soundAndPicturesAreThere() throws IOException {
        var file = folder.resolve("a.webm");
        try (var sound = opened(file)) {
            sound.caller(ring);
            for (int i = 0; i < 150; i++) {
                long now = BEGIN + i * FRAME;
                speaks(now, true);
                if (i % 2 == 0) shows(now, Codec.VP8, i % 50 == 0 ? KEYFRAME : DELTA);
                sound.writeUntil(now);
            }
        }
        var blocks = blocks(file);
        var shown = blocks.stream().filter(block -> block.track == 2).toList();
        var heard = blocks.stream().filter(block -> block.track == 1).toList();

        assertThat(heard).hasSize(149);
        assertThat(heard.getLast().millis).isEqualTo(148 * 20);
        assertThat(shown).hasSize(75);
        assertThat(shown.stream().filter(Block::key)).hasSize(3);
        assertThat(shown.get(10).millis).isEqualTo(10 * 40);
        assertThat(HexFormat.of().formatHex(shown.getFirst().bytes))
                .isEqualTo(KEYFRAME.substring(2));
        assertThat(text(file)).contains("webm", "V_VP8", "A_OPUS").doesNotContain("matroska");
    }

    @Test
    void aFileWithH264IsMatroska() throws IOException {
        var file = folder.resolve("b.webm");
        try (var sound = opened(file)) {
            sound.callee(ring);
            shows(BEGIN, Codec.H264, H264);
            sound.writeUntil(BEGIN + 5 * FRAME);
        }
        assertThat(text(file)).contains("matroska", "V_MPEG4/ISO/AVC").doesNotContain("webm");
        var shown = blocks(file).stream().filter(block -> block.track == 2).toList();
        assertThat(HexFormat.of().formatHex(shown.getFirst().bytes))
                .isEqualTo("0000000e6742c01e8c8d40501e900f08846a0000000468ce3c8000000003658811");
    }

    @Test
    void picturesBeginWithAKeyframe() throws IOException {
        var file = folder.resolve("c.webm");
        try (var sound = opened(file)) {
            sound.caller(ring);
            shows(BEGIN, Codec.VP8, DELTA);
            shows(BEGIN + FRAME, Codec.VP8, KEYFRAME);
            sound.writeUntil(BEGIN + 5 * FRAME);
        }
        assertThat(blocks(file).stream().filter(block -> block.track == 2)).hasSize(1);
    }

    /** What a crash leaves: the file is never closed. */
    @Test
    void whatIsWrittenIsOfUseAtOnce() throws IOException {
        var file = folder.resolve("d.webm");
        var sound = opened(file);
        sound.caller(ring);
        shows(BEGIN, Codec.VP8, KEYFRAME);
        sound.writeUntil(BEGIN + 5 * FRAME);

        assertThat(blocks(file)).hasSize(6);
        assertThat(text(file)).contains("V_VP8");
        sound.close();
    }

    /** A tone begins with the packet that comes with a picture; in the file it does within 40 ms of it. */
    @Test
    void lipsAreInStepWithTheVoice() throws IOException {
        var file = folder.resolve("e.webm");
        int clap = 100;
        try (var sound = opened(file)) {
            sound.caller(ring);
            for (int i = 0; i < 200; i++) {
                long now = BEGIN + i * FRAME;
                speaks(now, i >= clap);
                if (i == 0 || i == clap) shows(now, Codec.VP8, KEYFRAME);
                sound.writeUntil(now);
            }
        }
        var blocks = blocks(file);
        int seen =
                blocks.stream()
                        .filter(block -> block.track == 2 && block.millis > 500)
                        .findFirst()
                        .orElseThrow()
                        .millis;
        int heard = onset(blocks);
        System.out.println("picture at " + seen + " ms, tone at " + heard + " ms");
        assertThat(seen).isEqualTo(clap * 20);
        assertThat(Math.abs(heard - seen)).isLessThanOrEqualTo(40);
    }

    /** When the tone begins, in milliseconds: where something loud is decoded, less what the encoder has been late (RFC 7845 §4.2). */
    private static int onset(List<Block> blocks) {
        var samples = new short[RATE / 50];
        try (var decoder = StreamDecoder.of(Codec.OPUS, RATE).orElseThrow()) {
            for (var block : blocks) {
                if (block.track != 1) continue;
                assertThat(decoder.decode(ByteBuffer.wrap(block.bytes), samples)).isEqualTo(320);
                for (int i = 0; i < samples.length; i++)
                    if (Math.abs(samples[i]) > 1500) return block.millis + i / 16 - 6;
            }
        }
        throw new AssertionError("no tone");
    }
}
