package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.process.Ports;
import org.ringdown.interop.process.Program;
import org.ringdown.interop.rtmp.MediaClient;
import org.ringdown.interop.rtmp.MediaServer;
import org.ringdown.interop.sound.Hearing;
import org.ringdown.interop.sound.Sound;
import org.ringdown.rtmp.flv.FlvTag;
import org.ringdown.rtmp.message.Message;

/**
 * ffmpeg publishes to a session of ours, and ffmpeg and rtmpdump play from it: every message arrives as it was sent, and the tone is heard.
 * Then a session of ours publishes to ffmpeg.
 */
@Scenario
class RtmpTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int TONE_HZ = 700;
    private static final int AUDIO = 8;
    private static final int VIDEO = 9;

    /** What was sent, but for when. */
    private record Sent(int type, ByteBuffer body) {}

    @TempDir Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "h264-aac, 44100, aac, libx264",
        "sorenson-nellymoser, 8000, nellymoser, flv",
        "speex, 16000, libspeex, none",
        "pcma, 8000, pcm_alaw, none"
    })
    void isWholeOnItsWayThrough(String name, int rate, String sound, String pictures)
            throws Exception {
        var file = make(name, rate, sound, pictures);
        var made = sent(file);
        assertThat(made.stream().anyMatch(tag -> tag.type() == VIDEO))
                .isEqualTo(!pictures.equals("none"));
        try (var server = MediaServer.start()) {
            ffmpeg("publish", "-i", file.toString(), "-c", "copy", "-f", "flv", server.url(name));
            var publication = server.publication(name);
            Patience.await("the end of " + name, SOON, publication::hasEnded);
            assertWhole(publication.messages().stream().flatMap(RtmpTest::media).toList(), made);

            var byFfmpeg = folder.resolve("by-ffmpeg.flv");
            ffmpeg("play", "-i", server.url(name), "-c", "copy", "-f", "flv", byFfmpeg.toString());
            assertWhole(sent(byFfmpeg), made);
            assertToneIn(byFfmpeg);

            var byRtmpdump = folder.resolve("by-rtmpdump.flv");
            run("rtmpdump", "rtmpdump", "-r", server.url(name), "-o", byRtmpdump.toString());
            assertWhole(sent(byRtmpdump), keptByRtmpdump(made));
            assertThat(server.endings()).isEmpty();
        }
    }

    @Test
    void aSessionOfOursPublishesToFfmpeg() throws Exception {
        var file = make("h264-aac", 44100, "aac", "libx264");
        int port = Ports.free();
        var url = "rtmp://127.0.0.1:" + port + "/live/ours";
        var got = folder.resolve("got.flv");
        try (var listener =
                Program.start(
                        "ffmpeg-listens",
                        folder,
                        Map.of(),
                        List.of(
                                "ffmpeg",
                                "-v",
                                "error",
                                "-listen",
                                "1",
                                "-i",
                                url,
                                "-c",
                                "copy",
                                "-f",
                                "flv",
                                got.toString()))) {
            Patience.await("ffmpeg at its port", SOON, () -> Ports.taken(port));
            MediaClient.publish(port, "live", "ours", tags(file));
            assertThat(listener.awaitExit(SOON)).isZero();
        }
        assertWhole(sent(got), sent(file));
        assertToneIn(got);
    }

    /** All of each kind in its order; ffmpeg, and our writer too, may send sound before a picture of the same time. */
    private static void assertWhole(List<Sent> got, List<Sent> made) {
        for (int type : new int[] {AUDIO, VIDEO}) {
            assertThat(of(type, got)).as("type %d", type).isEqualTo(of(type, made));
        }
        assertThat(of(AUDIO, got)).isNotEmpty();
    }

    /** It drops pictures of up to five bytes by itself, such as the end of H.264. */
    private static List<Sent> keptByRtmpdump(List<Sent> made) {
        return made.stream()
                .filter(sent -> sent.type() != VIDEO || sent.body().remaining() > 5)
                .toList();
    }

    private static List<Sent> of(int type, List<Sent> all) {
        return all.stream().filter(sent -> sent.type() == type).toList();
    }

    /** Two seconds of a tone, with pictures of a test card if they are wanted. */
    private Path make(String name, int rate, String sound, String pictures) {
        var file = folder.resolve(name + ".flv");
        var tone = "sine=frequency=" + TONE_HZ + ":sample_rate=" + rate;
        var common = List.of("-ac", "1", "-c:a", sound, "-t", "2", "-f", "flv", file.toString());
        var picture =
                pictures.equals("none")
                        ? Stream.<String>of()
                        : Stream.of(
                                "-f",
                                "lavfi",
                                "-i",
                                "testsrc2=size=320x240:rate=15",
                                "-c:v",
                                pictures,
                                "-g",
                                "15",
                                "-bf",
                                "0",
                                "-pix_fmt",
                                "yuv420p");
        ffmpeg(
                "make",
                Stream.of(Stream.of("-f", "lavfi", "-i", tone), picture, common.stream())
                        .flatMap(part -> part)
                        .toArray(String[]::new));
        return file;
    }

    private void assertToneIn(Path file) throws IOException {
        var raw = folder.resolve("heard.raw");
        ffmpeg(
                "hear",
                "-i",
                file.toString(),
                "-ac",
                "1",
                "-ar",
                "16000",
                "-f",
                "s16le",
                raw.toString());
        var heard = Sound.pcm16(16_000, ByteBuffer.wrap(Files.readAllBytes(raw)));
        assertThat(Hearing.goodStretch(heard, TONE_HZ, Duration.ofMillis(1500))).isPresent();
    }

    private void ffmpeg(String what, String... arguments) {
        var command = Stream.concat(Stream.of("ffmpeg", "-v", "error", "-y"), Stream.of(arguments));
        run("ffmpeg-" + what, command.toArray(String[]::new));
    }

    private void run(String name, String... command) {
        try (var program = Program.start(name, folder, Map.of(), List.of(command))) {
            assertThat(program.awaitExit(SOON)).as(() -> program.tail()).isZero();
        }
    }

    private static Stream<Sent> media(Message message) {
        return switch (message) {
            case Message.Audio(_, _, var body) -> Stream.of(new Sent(AUDIO, body));
            case Message.Video(_, _, var body) -> Stream.of(new Sent(VIDEO, body));
            default -> Stream.empty();
        };
    }

    private static List<Sent> sent(Path file) throws Exception {
        return tags(file).stream()
                .filter(tag -> tag.type() == AUDIO || tag.type() == VIDEO)
                .map(tag -> new Sent(tag.type(), tag.body()))
                .toList();
    }

    /** Behind the header of the file, and the size of the tag before the first, which is none (FLV E.2). */
    private static List<FlvTag> tags(Path file) throws Exception {
        var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        return FlvTag.readAll(bytes.position(13));
    }
}
