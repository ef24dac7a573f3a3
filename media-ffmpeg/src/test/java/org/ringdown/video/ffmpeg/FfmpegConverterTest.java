package org.ringdown.video.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.media.Codec;
import org.ringdown.rtp.H264Packer;
import org.ringdown.rtp.H264Unpacker;
import org.ringdown.rtp.PicturePacker;
import org.ringdown.rtp.PictureUnpacker;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;
import org.ringdown.rtp.Vp8Packer;
import org.ringdown.rtp.Vp8Unpacker;

/** A white bar that moves over grey, decoded and encoded anew, and found where it was. */
class FfmpegConverterTest {
    private static final int FRAME = 3000;
    private static final int[] COLOURS = {80, 70}; // of a green
    private static final long PLENTY = 2_000_000;

    @BeforeAll
    static void load() {
        new FfmpegConverters().load();
    }

    /** Shows pictures in one codec. */
    private static final class Camera implements AutoCloseable {
        private final Codec codec;
        private final VideoEncoder encoder;
        private final AVFrame frame = av_frame_alloc();
        private final Random random = new Random(1);
        private int pictures;
        private int noise;

        Camera(Codec codec, int width, int height) {
            this.codec = codec;
            encoder = VideoEncoder.open(codec, width, height, PLENTY);
            frame.format(AV_PIX_FMT_YUV420P).width(width).height(height);
            assertThat(av_frame_get_buffer(frame, 0)).isZero();
        }

        /** The next picture, with the bar in that tenth of its width. */
        ByteBuffer shows(int tenth) {
            assertThat(av_frame_make_writable(frame)).isNotNegative();
            paint(
                    0,
                    frame.width(),
                    frame.height(),
                    (x, y) ->
                            (x * 10 / frame.width() == tenth ? 200 : 60)
                                    + random.nextInt(noise + 1));
            for (int plane = 1; plane < 3; plane++) {
                int colour = COLOURS[plane - 1];
                paint(plane, frame.width() / 2, frame.height() / 2, (_, _) -> colour);
            }
            var encoded = encoder.encode(frame, (long) pictures * FRAME, pictures == 0);
            pictures++;
            return unpacked(codec, encoded);
        }

        private interface Shade {
            int at(int x, int y);
        }

        private void paint(int plane, int width, int height, Shade shade) {
            int stride = frame.linesize(plane);
            var bytes = frame.data(plane).capacity((long) stride * height).asByteBuffer();
            for (int y = 0; y < height; y++)
                for (int x = 0; x < width; x++) bytes.put(y * stride + x, (byte) shade.at(x, y));
        }

        @Override
        public void close() {
            encoder.close();
            av_frame_free(frame);
        }
    }

    /** Through packets, as pictures come: so decoders get them as they are on the network. */
    private static ByteBuffer unpacked(Codec codec, ByteBuffer encoded) {
        assertThat(encoded.hasRemaining()).isTrue();
        boolean vp8 = codec.equals(Codec.VP8);
        PicturePacker packer = vp8 ? new Vp8Packer() : new H264Packer(false);
        PictureUnpacker unpacker = vp8 ? new Vp8Unpacker() : new H264Unpacker();
        unpacker.begin();
        packer.pack(
                encoded,
                (payload, last) -> {
                    var bytes = ByteBuffer.allocate(RtpPacket.HEADER + payload.remaining());
                    RtpWriter.header(bytes, 0, 96, last, 1, 1, 1);
                    bytes.put(RtpPacket.HEADER, payload, 0, payload.remaining());
                    var packet = new RtpPacket();
                    packet.wrap(bytes, 0, bytes.capacity());
                    assertThat(unpacker.add(packet)).isTrue();
                });
        assertThat(unpacker.isWhole()).isTrue();
        var picture = unpacker.picture();
        return ByteBuffer.allocate(picture.remaining()).put(picture).flip();
    }

    /** In which tenth of its width a picture is the brightest. */
    private static int bar(AVFrame frame) {
        int stride = frame.linesize(0);
        int row = frame.height() / 2;
        var bytes = frame.data(0).capacity((long) stride * frame.height()).asByteBuffer();
        var sums = new int[10];
        for (int x = 0; x < frame.width(); x++)
            sums[x * 10 / frame.width()] += bytes.get(row * stride + x) & 0xff;
        int brightest = 0;
        for (int i = 1; i < sums.length; i++) if (sums[i] > sums[brightest]) brightest = i;
        return brightest;
    }

    private static int middle(AVFrame frame, int plane) {
        int rows = plane == 0 ? frame.height() : frame.height() / 2;
        int columns = plane == 0 ? frame.width() : frame.width() / 2;
        int stride = frame.linesize(plane);
        var bytes = frame.data(plane).capacity((long) stride * rows).asByteBuffer();
        return bytes.get(rows / 2 * stride + columns / 2 + columns / 40) & 0xff;
    }

    private static void watch(
            Codec from, Codec to, int width, int height, BiConsumer<Integer, AVFrame> seen) {
        try (var camera = new Camera(from, width, height);
                var converter = new FfmpegConverters().open(from, to);
                var eye = new VideoDecoder(to, 1920 * 1088)) {
            for (int i = 0; i < 30; i++) {
                int tenth = i / 3;
                assertThat(converter.decode(camera.shows(tenth), i * FRAME)).isTrue();
                var encoded = converter.encode(i == 0, PLENTY);
                assertThat(converter.timestamp()).isEqualTo(i * FRAME);
                assertThat(eye.decode(unpacked(to, encoded))).isTrue();
                assertThat(eye.hasNew()).as("no picture waits for the next").isTrue();
                seen.accept(tenth, eye.frame());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"vp8, h264", "h264, vp8", "h264, h264/0"})
    void theBarIsWhereItWas(String from, String to) {
        watch(
                new Codec(from, 90000, 1),
                new Codec(to, 90000, 1),
                640,
                480,
                (tenth, frame) -> {
                    assertThat(frame.width()).isEqualTo(640);
                    assertThat(bar(frame)).isEqualTo(tenth);
                    for (int plane = 1; plane < 3; plane++)
                        assertThat(middle(frame, plane)).isCloseTo(COLOURS[plane - 1], within(4));
                    assertThat(middle(frame, 0)).isCloseTo(tenth == 5 ? 200 : 60, within(6));
                });
    }

    @Test
    void largePicturesAreMadeSmaller() {
        watch(
                Codec.VP8,
                Codec.H264,
                1920,
                1080,
                (tenth, frame) -> {
                    assertThat(frame.width()).isEqualTo(1280);
                    assertThat(frame.height()).isEqualTo(720);
                    assertThat(bar(frame)).isEqualTo(tenth);
                });
    }

    @Test
    void picturesThatChangeTheirSizeAreFollowed() {
        try (var small = new Camera(Codec.VP8, 320, 240);
                var large = new Camera(Codec.VP8, 641, 481);
                var converter = new FfmpegConverter(Codec.VP8, Codec.H264);
                var eye = new VideoDecoder(Codec.H264, 1920 * 1088)) {
            var sizes = new ArrayList<Integer>();
            for (int i = 0; i < 6; i++) {
                var camera = i < 3 ? small : large;
                assertThat(converter.decode(camera.shows(i), i * FRAME)).isTrue();
                eye.decode(unpacked(Codec.H264, converter.encode(false, PLENTY)));
                sizes.add(eye.frame().width());
                assertThat(bar(eye.frame())).isEqualTo(i);
            }
            assertThat(sizes).containsExactly(320, 320, 320, 640, 640, 640);
        }
    }

    /** A picture of more pixels than may be is refused by its header, and costs nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"vp8", "h264"})
    void tooLargePicturesAreNotDecoded(String name) {
        var codec = new Codec(name, 90000, 1);
        try (var camera = new Camera(codec, 2048, 1200);
                var converter = new FfmpegConverter(codec, Codec.VP8)) {
            assertThat(converter.decode(camera.shows(1), 0)).isFalse();
            assertThat(converter.encode(true, PLENTY).hasRemaining()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vp8", "h264"})
    void damagedPicturesThrowNothing(String name) {
        var codec = new Codec(name, 90000, 1);
        var random = new Random(1);
        try (var camera = new Camera(codec, 640, 480);
                var converter = new FfmpegConverter(codec, codec)) {
            int understood = 0;
            for (int i = 0; i < 300; i++) {
                var picture = camera.shows(i % 10);
                if (i > 0) damage(picture, random);
                if (converter.decode(picture, i * FRAME)) understood++;
                converter.encode(i % 20 == 0, PLENTY);
            }
            assertThat(understood).isLessThan(300);
        }
    }

    private static void damage(ByteBuffer picture, Random random) {
        if (random.nextInt(3) == 0) picture.limit(1 + random.nextInt(picture.limit()));
        for (int i = 0; i < 1 + picture.limit() / 100; i++)
            picture.put(random.nextInt(picture.limit()), (byte) random.nextInt(256));
    }

    @Test
    void bitrateFollowsWhatTheFarEndBears() {
        long much = bytes(600_000);
        long little = bytes(150_000);

        assertThat(much).isGreaterThan(2 * little);
    }

    /** What three seconds of a bar in noise take, in bytes. */
    private static long bytes(long bitrate) {
        long sum = 0;
        try (var camera = new Camera(Codec.VP8, 640, 480);
                var converter = new FfmpegConverter(Codec.VP8, Codec.H264)) {
            camera.noise = 20;
            for (int i = 0; i < 90; i++) {
                converter.decode(camera.shows(i / 9), i * FRAME);
                sum += converter.encode(false, bitrate).remaining();
            }
        }
        return sum;
    }

    /** Of each converter some ten MB are left, were anything left. */
    @Test
    void memoryIsGivenBack() throws IOException {
        convertShortly(10);
        long before = residentKilobytes();
        convertShortly(100);

        assertThat(residentKilobytes() - before).isLessThan(100_000);
    }

    private static void convertShortly(int times) {
        for (int i = 0; i < times; i++) {
            try (var camera = new Camera(Codec.VP8, 640, 480);
                    var converter = new FfmpegConverter(Codec.VP8, Codec.H264)) {
                for (int picture = 0; picture < 3; picture++) {
                    converter.decode(camera.shows(picture), picture * FRAME);
                    converter.encode(picture == 1, PLENTY);
                }
            }
        }
    }

    private static long residentKilobytes() throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/self/status")))
            if (line.startsWith("VmRSS:")) return Long.parseLong(line.replaceAll("\\D", ""));
        throw new IOException("no VmRSS");
    }

    @Test
    void encodersAreMadeAnewForLargeStepsOnly() {
        var choice = new EncoderChoice();
        var steps = List.of(1_000_000L, 700_000L, 500_000L, 200_000L, 250_000L, 600_000L, 900_000L);
        var changes = new ArrayList<Boolean>();
        for (int i = 0; i < steps.size(); i++)
            changes.add(choice.changes(640, 480, steps.get(i), i * 450_000L));

        assertThat(changes).containsExactly(true, false, true, true, false, true, false);
    }
}
