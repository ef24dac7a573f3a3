package org.ringdown.interop.rtmp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
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

    private final Program program;
    private final Optional<Path> file;

    private FfmpegStream(Program program, Optional<Path> file) {
        this.program = program;
        this.file = file;
    }

    /** A tone without end, A-law, so many samples in each message. */
    public static FfmpegStream publish(Path folder, String url, int hz, int samples) {
        var command = new ArrayList<>(List.of("ffmpeg", "-v", "warning", "-re", "-f", "lavfi"));
        command.addAll(List.of("-i", "sine=frequency=%d:sample_rate=%d".formatted(hz, RATE)));
        command.addAll(List.of("-ac", "1", "-af", "aresample=8000,asetnsamples=n=" + samples));
        command.addAll(List.of("-c:a", "pcm_alaw", "-f", "flv", url));
        return new FfmpegStream(
                Program.start("ffmpeg-publish", folder, Map.of(), command), Optional.empty());
    }

    /** Whatever comes; {@code options} go before the address. */
    public static FfmpegStream play(Path folder, String url, String... options) {
        var file = fresh(folder.resolve("played.raw").toAbsolutePath());
        var command = new ArrayList<>(List.of("ffmpeg", "-v", "warning", "-y"));
        command.addAll(List.of("-fflags", "nobuffer", "-probesize", "2000"));
        command.addAll(List.of(options));
        command.addAll(List.of("-i", url, "-vn", "-ac", "1", "-ar", "8000", "-f", "s16le"));
        command.addAll(List.of("-flush_packets", "1", file.toString()));
        return new FfmpegStream(
                Program.start("ffmpeg-play", folder, Map.of(), command), Optional.of(file));
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

    /** These tones at once, and not the first. */
    public void awaitChord(int absent, int... tones) {
        Chord.await(this::played, absent, tones);
    }

    private Sound played() {
        try {
            var path = file.orElseThrow();
            var bytes = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
            return Sound.pcm16(RATE, ByteBuffer.wrap(bytes, 0, bytes.length & ~1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
