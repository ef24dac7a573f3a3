package org.ringdown.interop.peer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.process.Program;

/** PulseAudio with a sink that nobody hears: it takes sound at the pace of a real loudspeaker, which baresip and Firefox need. */
public final class SoundServer implements AutoCloseable {
    private final Program pulseaudio;
    private final Path socket;

    private SoundServer(Program pulseaudio, Path socket) {
        this.pulseaudio = pulseaudio;
        this.socket = socket;
    }

    public static SoundServer start(Path folder) {
        var socket = folder.resolve("native");
        var program =
                Program.start(
                        "pulseaudio",
                        folder,
                        Map.of("HOME", folder.toString(), "XDG_RUNTIME_DIR", folder.toString()),
                        List.of(
                                "pulseaudio",
                                "-n",
                                "--daemonize=no",
                                "--exit-idle-time=-1",
                                "-L",
                                "module-null-sink sink_name=null",
                                "-L",
                                "module-native-protocol-unix auth-anonymous=1 socket=" + socket));
        Patience.await("PulseAudio socket", Duration.ofSeconds(10), () -> Files.exists(socket));
        return new SoundServer(program, socket);
    }

    /** What a program needs in its environment to play here. */
    public Map<String, String> environment() {
        return Map.of("PULSE_SERVER", "unix:" + socket);
    }

    @Override
    public void close() {
        pulseaudio.close();
    }
}
