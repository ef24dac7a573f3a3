package org.ringdown.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringdown.codec.Goertzel;
import org.ringdown.codec.StreamDecoder;
import org.ringdown.codec.Tone;
import org.ringdown.media.Codec;

/** The containers, byte by byte; that others can play them is shown by ☎ RecordingTest. */
class SoundFilesTest {
    private static final int RATE = 16_000;

    @TempDir private Path folder;

    private FileChannel open(String name) throws IOException {
        return FileChannel.open(
                folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private static void sing(SoundFile file, int channels, int frames) throws IOException {
        var tone = new Tone(RATE, 0.3, 500);
        var mono = new short[RATE / 50];
        var samples = new short[mono.length * channels];
        for (int i = 0; i < frames; i++) {
            tone.fill(mono, mono.length);
            for (int j = 0; j < mono.length; j++) samples[channels * j] = mono[j];
            file.write(samples);
        }
    }

    @Test
    void aWavFileSaysWhatItIs() throws IOException {
        try (var file = new WavFile(open("a.wav"), RATE, 2)) {
            sing(file, 2, 75);
        }
        var bytes =
                ByteBuffer.wrap(Files.readAllBytes(folder.resolve("a.wav")))
                        .order(ByteOrder.LITTLE_ENDIAN);
        int data = 75 * 320 * 2 * 2;
        assertThat(bytes.limit()).isEqualTo(44 + data);
        assertThat(text(bytes, 0, 4)).isEqualTo("RIFF");
        assertThat(bytes.getInt(4)).isEqualTo(36 + data);
        assertThat(text(bytes, 8, 8)).isEqualTo("WAVEfmt ");
        assertThat(bytes.getInt(16)).isEqualTo(16);
        assertThat(bytes.getShort(20)).as("PCM").isEqualTo((short) 1);
        assertThat(bytes.getShort(22)).as("channels").isEqualTo((short) 2);
        assertThat(bytes.getInt(24)).isEqualTo(RATE);
        assertThat(bytes.getInt(28)).isEqualTo(RATE * 4);
        assertThat(bytes.getShort(32)).isEqualTo((short) 4);
        assertThat(bytes.getShort(34)).isEqualTo((short) 16);
        assertThat(text(bytes, 36, 4)).isEqualTo("data");
        assertThat(bytes.getInt(40)).isEqualTo(data);
    }

    /** A crash costs a second of what its header knows. */
    @Test
    void aWavFileThatIsNotClosedCanBePlayed() throws IOException {
        var file = new WavFile(open("b.wav"), RATE, 1);
        sing(file, 1, 70);
        var bytes =
                ByteBuffer.wrap(Files.readAllBytes(folder.resolve("b.wav")))
                        .order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.getInt(40)).isEqualTo(50 * 640);
        assertThat(bytes.limit()).isEqualTo(44 + 70 * 640);
        file.close();
    }

    private record Page(int flags, long granule, int number, List<byte[]> packets) {}

    /** RFC 3533 §6, and every checksum. */
    private static List<Page> pages(byte[] file) {
        var in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        var pages = new ArrayList<Page>();
        while (in.hasRemaining()) {
            int begin = in.position();
            assertThat(text(in, begin, 4)).isEqualTo("OggS");
            int segments = Byte.toUnsignedInt(in.get(begin + 26));
            var packets = new ArrayList<byte[]>();
            int at = begin + 27 + segments;
            int length = 0;
            for (int i = 0; i < segments; i++) {
                int lace = Byte.toUnsignedInt(in.get(begin + 27 + i));
                length += lace;
                if (lace == 255) continue;
                var packet = new byte[length];
                in.get(at, packet);
                packets.add(packet);
                at += length;
                length = 0;
            }
            int checksum = in.getInt(begin + 22);
            in.putInt(begin + 22, 0);
            assertThat(crc(file, begin, at)).isEqualTo(checksum);
            pages.add(
                    new Page(
                            in.get(begin + 5),
                            in.getLong(begin + 6),
                            in.getInt(begin + 18),
                            packets));
            in.position(at);
        }
        return pages;
    }

    /** Bit by bit, as the polynomial says. */
    private static int crc(byte[] bytes, int from, int to) {
        int crc = 0;
        for (int i = from; i < to; i++) {
            crc ^= bytes[i] << 24;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 0x80000000) != 0 ? crc << 1 ^ 0x04C11DB7 : crc << 1;
        }
        return crc;
    }

    @Test
    void anOggOpusFileSaysWhatItIs() throws IOException {
        try (var file = new OggOpusFile(open("a.opus"), RATE, 2, 1234)) {
            sing(file, 2, 130);
        }
        var pages = pages(Files.readAllBytes(folder.resolve("a.opus")));
        assertThat(pages).extracting(Page::number).containsExactly(0, 1, 2, 3, 4);
        assertThat(pages).extracting(Page::flags).containsExactly(2, 0, 0, 0, 4);
        assertThat(pages)
                .extracting(Page::granule)
                .containsExactly(0L, 0L, 50 * 960L, 100 * 960L, 130 * 960L);

        var head =
                ByteBuffer.wrap(pages.get(0).packets().getFirst()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(head.limit()).isEqualTo(19);
        assertThat(text(head, 0, 8)).isEqualTo("OpusHead");
        assertThat(head.get(8)).as("version").isEqualTo((byte) 1);
        assertThat(head.get(9)).as("channels").isEqualTo((byte) 2);
        assertThat(head.getShort(10)).as("pre-skip").isEqualTo((short) 312);
        assertThat(head.getInt(12)).as("input rate").isEqualTo(RATE);
        var tags = ByteBuffer.wrap(pages.get(1).packets().getFirst());
        assertThat(text(tags, 0, 8)).isEqualTo("OpusTags");
        assertThat(pages.subList(2, 5).stream().mapToInt(page -> page.packets().size()).sum())
                .isEqualTo(130);
    }

    @Test
    void whatIsInItIsTheSound() throws IOException {
        try (var file = new OggOpusFile(open("b.opus"), RATE, 1, 1)) {
            sing(file, 1, 100);
        }
        var samples = new short[100 * 320];
        var frame = new short[320];
        int at = 0;
        try (var decoder = StreamDecoder.of(Codec.OPUS, RATE).orElseThrow()) {
            var pages = pages(Files.readAllBytes(folder.resolve("b.opus")));
            for (var page : pages.subList(2, pages.size()))
                for (var packet : page.packets()) {
                    assertThat(decoder.decode(ByteBuffer.wrap(packet), frame)).isEqualTo(320);
                    System.arraycopy(frame, 0, samples, at, 320);
                    at += 320;
                }
        }
        assertThat(at).isEqualTo(samples.length);
        assertThat(Goertzel.share(samples, 3200, at, RATE, 500)).isGreaterThan(0.95);
    }

    private static String text(ByteBuffer bytes, int from, int length) {
        var text = new byte[length];
        bytes.get(from, text);
        return new String(text, StandardCharsets.US_ASCII);
    }
}
