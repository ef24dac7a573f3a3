package org.ringdown.interop.rtmp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringdown.interop.process.Program;
import org.ringdown.interop.sound.Chord;
import org.ringdown.interop.sound.Hearing;
import org.ringdown.interop.sound.Sound;

/** ffmpeg that publishes a tone, or plays into a file as it comes. */
public final class FfmpegStream implements AutoCloseable {
    private static final int RATE = 8000;
    private static final int SOURCE_RATE = 48_000;

    private final Program program;
    private final Optional<Path> file;

    private FfmpegStream(Program program, Optional<Path> file) {
        this.program = program;
        this.file = file;
    }

    /** A tone without end, A-law, so many samples in each message. */
    public static FfmpegStream publish(Path folder, String url, int hz, int samples) {
        var filter = "aresample=8000,asetnsamples=n=" + samples;
        return publish(FfmpegProgram.HERE, folder, url, hz, "-af", filter, "-c:a", "pcm_alaw");
    }

    /** A tone without end, encoded by these options. */
    public static FfmpegStream publish(
            FfmpegProgram by, Path folder, String url, int hz, String... options) {
        var command = new ArrayList<>(List.of(by.executable(), "-v", "warning"));
        command.addAll(tone(hz));
        command.addAll(List.of("-ac", "1"));
        command.addAll(List.of(options));
        command.addAll(List.of("-f", "flv", url));
        return publish(by, folder, command);
    }

    /** A tone and moving pictures without end; {@code sound} are the options of how it is encoded. */
    public static FfmpegStream film(Path folder, String url, int hz, String... sound) {
        var command = new ArrayList<>(List.of("ffmpeg", "-v", "warning"));
        command.addAll(tone(hz));
        command.addAll(List.of("-re", "-f", "lavfi", "-i", "testsrc2=size=320x240:rate=15"));
        command.addAll(List.of("-map", "0:a", "-map", "1:v", "-ac", "1"));
        command.addAll(List.of(sound));
        command.addAll(List.of("-c:v", "libx264", "-profile:v", "baseline", "-g", "30"));
        command.addAll(List.of("-preset", "ultrafast", "-tune", "zerolatency"));
        command.addAll(List.of("-pix_fmt", "yuv420p", "-f", "flv", url));
        return publish(FfmpegProgram.HERE, folder, command);
    }

    private static List<String> tone(int hz) {
        var source = "sine=frequency=%d:sample_rate=%d".formatted(hz, SOURCE_RATE);
        return List.of("-re", "-f", "lavfi", "-i", source);
    }

    private static FfmpegStream publish(FfmpegProgram by, Path folder, List<String> command) {
        return new FfmpegStream(
                Program.start("ffmpeg-publish", folder, by.environment(), command),
                Optional.empty());
    }

    /** Whatever comes, pictures too, into a file as it is. */
    public static FfmpegStream record(Path folder, String url) {
        var file = fresh(folder.resolve("recorded.mkv").toAbsolutePath());
        var command = new ArrayList<>(List.of("ffmpeg", "-v", "warning", "-y", "-i", url));
        command.addAll(List.of("-c", "copy", "-flush_packets", "1", file.toString()));
        return new FfmpegStream(
                Program.start("ffmpeg-record", folder, Map.of(), command), Optional.of(file));
    }

    /** Whatever comes; {@code options} go before the address. */
    public static FfmpegStream play(Path folder, String url, String... options) {
        return play(FfmpegProgram.HERE, folder, url, options);
    }

    public static FfmpegStream play(FfmpegProgram by, Path folder, String url, String... options) {
        var file = fresh(folder.resolve("played.raw").toAbsolutePath());
        var command = new ArrayList<>(List.of(by.executable(), "-v", "warning", "-y"));
        command.addAll(List.of("-fflags", "nobuffer", "-probesize", "2000"));
        command.addAll(List.of(options));
        command.addAll(List.of("-i", url, "-vn", "-ac", "1", "-ar", "8000", "-f", "s16le"));
        command.addAll(List.of("-flush_packets", "1", file.toString()));
        return new FfmpegStream(
                Program.start("ffmpeg-play", folder, by.environment(), command), Optional.of(file));
    }

    /** Without what an earlier run left in it. */
    public static Path fresh(Path file) {
        try {
            Files.deleteIfExists(file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Three good seconds of the tone, of all that came. */
    public Hearing awaitTone(int hz) {
        return Hearing.await(hz, this::played);
    }

    /** The same, of what comes from now on. */
    public Hearing awaitToneFromNow(int hz) {
        var before = played().length();
        return Hearing.await(
                hz,
                () -> {
                    var all = played();
                    return all.slice(before, all.length());
                });
    }

    /** These tones at once, and not the first. */
    public void awaitChord(int absent, int... tones) {
        Chord.await(this::played, absent, tones);
    }

    private Sound played() {
        return Sound.readRaw(file(), RATE);
    }

    /** Where what came is kept. */
    public Path file() {
        return file.orElseThrow();
    }

    /** As its user ends it: it says goodbye. */
    public int stop(Duration within) {
        program.terminate();
        return program.awaitExit(within);
    }

    public int awaitExit(Duration within) {
        return program.awaitExit(within);
    }

    /** What it said. */
    public String tail() {
        return program.tail();
    }

    @Override
    public void close() {
        program.close();
    }
}
