package org.ringdown.interop.sound;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What ffmpeg makes of a file. */
public final class Ffmpeg {
    private static final int PATIENCE = 30;

    private Ffmpeg() {}

    /** What ffprobe says, as lines of values. */
    public static String probe(Path file, String... arguments) {
        var command = new ArrayList<>(List.of("ffprobe", "-v", "error"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-of", "csv=p=0", file.toString()));
        return run(command);
    }

    /** The sound of one channel. */
    public static Sound channel(Path file, int channel, int rate) {
        var raw = temporary(".raw");
        run(
                List.of(
                        "ffmpeg",
                        "-v",
                        "error",
                        "-y",
                        "-i",
                        file.toString(),
                        "-map",
                        "0:a",
                        "-af",
                        "pan=mono|c0=c" + channel,
                        "-ar",
                        Integer.toString(rate),
                        "-f",
                        "s16le",
                        raw.toString()));
        try {
            return Sound.pcm16(rate, ByteBuffer.wrap(Files.readAllBytes(raw)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many pictures of a track are different from the one before, decoded; anything that ffmpeg complains of is in the way. */
    public static int pictures(Path file, int track) {
        var said = decoded(file, track);
        if (said.lines().anyMatch(line -> line.startsWith("["))) throw new AssertionError(said);
        return different(said);
    }

    /** The same of the first track of a file that still grows: what of it cannot be decoded yet, or there is no track, is not counted. */
    public static int shown(Path file) {
        return different(decoded(file, 0));
    }

    private static String decoded(Path file, int track) {
        return run(
                List.of(
                        "ffmpeg",
                        "-v",
                        "error",
                        "-i",
                        file.toString(),
                        "-map",
                        "0:v:" + track,
                        "-fps_mode",
                        "passthrough",
                        "-f",
                        "framemd5",
                        "-"));
    }

    private static int different(String said) {
        return (int)
                said.lines()
                        .filter(line -> line.matches("[0-9]+,.*"))
                        .map(line -> line.substring(line.lastIndexOf(',') + 1))
                        .distinct()
                        .count();
    }

    private static Path temporary(String suffix) {
        try {
            return Files.createTempFile("decoded", suffix);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(List<String> command) {
        try {
            var output = temporary(".txt");
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            if (!process.waitFor(PATIENCE, TimeUnit.SECONDS))
                throw new AssertionError(command + " does not end");
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
