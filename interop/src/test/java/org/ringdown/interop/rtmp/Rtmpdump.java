package org.ringdown.interop.rtmp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.ringdown.interop.process.Program;
import org.ringdown.interop.sound.Ffmpeg;
import org.ringdown.interop.sound.Hearing;

/** librtmp's own player, which subscribes before it plays. */
public final class Rtmpdump implements AutoCloseable {
    private final Program program;
    private final Path file;

    private Rtmpdump(Program program, Path file) {
        this.program = program;
        this.file = file;
    }

    /** Plays {@code name} of the application at {@code url}, which it speaks to as the scheme says. */
    public static Rtmpdump play(Path folder, String url, String name) {
        var file = FfmpegStream.fresh(folder.resolve("dumped.flv").toAbsolutePath());
        var command = List.of("rtmpdump", "-v", "-r", url, "-y", name, "-o", file.toString());
        return new Rtmpdump(Program.start("rtmpdump", folder, Map.of(), command), file);
    }

    public Hearing awaitTone(int hz) {
        return Hearing.await(hz, () -> Ffmpeg.channel(file, 0, 8000));
    }

    public void stop(Duration within) {
        program.terminate();
        program.awaitExit(within);
    }

    @Override
    public void close() {
        program.close();
    }
}
