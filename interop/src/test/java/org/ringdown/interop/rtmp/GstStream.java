package org.ringdown.interop.rtmp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ringdown.interop.process.Program;
import org.ringdown.interop.sound.Hearing;
import org.ringdown.interop.sound.Sound;

/** GStreamer that publishes a tone, or plays into a file, by its own RTMP (rtmp2sink, rtmp2src). */
public final class GstStream implements AutoCloseable {
    private static final int RATE = 8000;

    private final Program program;
    private final Path file;

    private GstStream(Program program, Path file) {
        this.program = program;
        this.file = file;
    }

    /** A tone without end, A-law, in messages of 20 ms. */
    public static GstStream publish(Path folder, String url, int hz) {
        var source = "audiotestsrc is-live=true samplesperbuffer=160 freq=" + hz;
        return launch(
                folder,
                source
                        + " ! audio/x-raw,rate=8000,channels=1 ! alawenc ! flvmux streamable=true ! rtmp2sink location="
                        + url);
    }

    /** A-law, as samples. */
    public static GstStream play(Path folder, String url) {
        return launch(
                folder,
                "rtmp2src location="
                        + url
                        + " ! flvdemux ! alawdec ! audio/x-raw,format=S16LE ! filesink buffer-mode=unbuffered location=played.raw");
    }

    private static GstStream launch(Path folder, String pipeline) {
        var file = FfmpegStream.fresh(folder.resolve("played.raw").toAbsolutePath());
        var command = new ArrayList<>(List.of("gst-launch-1.0", "-q", "-e"));
        command.addAll(List.of(pipeline.split(" ")));
        return new GstStream(Program.start("gst-launch", folder, Map.of(), command), file);
    }

    /** Three good seconds of the tone, of all that came. */
    public Hearing awaitTone(int hz) {
        return Hearing.await(hz, () -> Sound.readRaw(file, RATE));
    }

    /** The connection was ended at the other end. */
    public void awaitExit(Duration within) {
        program.awaitExit(within);
    }

    @Override
    public void close() {
        program.close();
    }
}
