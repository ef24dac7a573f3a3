package org.ringdown.interop.rtmp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.process.Ports;
import org.ringdown.interop.process.Program;

/** rtmfp-cpp's relay, where somebody has built it: {@code RINGDOWN_RTMFP_CPP} names the folder of its programs. */
public final class Tcrelay implements RtmfpRoad {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Program program;
    private final int port;

    private Tcrelay(Program program, int port) {
        this.program = program;
        this.port = port;
    }

    /** Where it is; empty on a machine without it. */
    public static Optional<Path> here() {
        return Optional.ofNullable(System.getenv("RINGDOWN_RTMFP_CPP")).map(Path::of);
    }

    /** @param protect whether HMACs and numbers are wanted */
    public static Tcrelay open(Path folder, int gateway, boolean protect) {
        int port = Ports.free();
        var command = new ArrayList<>(List.of(here().orElseThrow().resolve("tcrelay").toString()));
        command.addAll(List.of("-i", "rtmp", "-o", "rtmfp", "-B", "127.0.0.1:" + port));
        if (!protect) command.addAll(List.of("-H", "-S"));
        command.addAll(List.of("127.0.0.1", Integer.toString(gateway)));
        var program = Program.start("tcrelay", folder, Map.of(), command);
        Patience.await("tcrelay", SOON, () -> answers(port));
        return new Tcrelay(program, port);
    }

    private static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void close() {
        program.close();
    }
}
