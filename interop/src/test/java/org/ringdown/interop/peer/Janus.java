package org.ringdown.interop.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.ringdown.interop.process.Ports;
import org.ringdown.interop.process.Program;

/** Janus with its SIP plugin: the gateway nearest to ours that Debian has, for comparisons. */
public final class Janus implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(15);
    private static final String LIBRARIES = "/usr/lib/x86_64-linux-gnu/janus";
    private static final String OTHER_PLUGINS =
            "voicemail recordplay streaming videocall videoroom audiobridge textroom duktape lua nosip echotest";
    private static final String OTHER_TRANSPORTS = "http pfunix rabbitmq mqtt nanomsg";

    private final Program program;
    private final int port;

    private Janus(Program program, int port) {
        this.program = program;
        this.port = port;
    }

    public static Janus start(Path folder) {
        try {
            int port = Ports.free();
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("janus.jcfg"), general(folder));
            Files.writeString(
                    folder.resolve("janus.plugin.sip.jcfg"),
                    "general: { local_ip = \"127.0.0.1\" sdp_ip = \"127.0.0.1\" rtp_port_range = \"52000-55999\" behind_nat = false }\n");
            Files.writeString(
                    folder.resolve("janus.transport.websockets.jcfg"),
                    "general: { json = \"compact\" ws = true ws_port = "
                            + port
                            + " ws_ip = \"127.0.0.1\" wss = false }\n");
            var command =
                    List.of(
                            "janus",
                            "-F",
                            folder.toString(),
                            "-C",
                            folder.resolve("janus.jcfg").toString());
            var program = Program.start("janus", folder, Map.of(), command);
            program.awaitOutput("Websockets server started", START);
            return new Janus(program, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String general(Path folder) {
        return """
        general: { configs_folder = "%s" plugins_folder = "%s/plugins" transports_folder = "%s/transports" events_folder = "/none" \
        loggers_folder = "/none" debug_level = 4 interface = "127.0.0.1" session_timeout = 0 }
        media: { rtp_port_range = "50000-51999" }
        plugins: { disable = "%s" }
        transports: { disable = "%s" }
        """
                .formatted(
                        folder,
                        LIBRARIES,
                        LIBRARIES,
                        libraries(OTHER_PLUGINS),
                        libraries(OTHER_TRANSPORTS));
    }

    private static String libraries(String names) {
        return "libjanus_" + names.replace(" ", ".so,libjanus_") + ".so";
    }

    public long pid() {
        return program.pid();
    }

    /** Its WebSocket, for pages. */
    public String webSocket() {
        return "ws://127.0.0.1:" + port;
    }

    public String version() {
        return program.out()
                .lines()
                .filter(line -> line.contains("Janus commit") || line.contains("version"))
                .findFirst()
                .orElse("janus");
    }

    @Override
    public void close() {
        program.close();
    }
}
