package org.ringdown.interop.peer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.process.Ports;
import org.ringdown.interop.process.Program;

/** coturn: a relay for pages that cannot send to the gateway themselves, over UDP and TCP. */
public final class Coturn implements AutoCloseable {
    public static final String USER = "lab";
    public static final String PASSWORD = "of-the-lab";

    private static final Duration START = Duration.ofSeconds(20);
    private static final int RELAYS = 60;

    private final Program program;
    private final int port;

    private Coturn(Program program, int port) {
        this.program = program;
        this.port = port;
    }

    public static Coturn start(Path folder) {
        int port = Ports.free();
        int relays = Ports.range(RELAYS);
        var program =
                Program.start(
                                "coturn",
                                folder,
                                Map.of(),
                                List.of(
                                        "turnserver",
                                        "-n",
                                        "--listening-ip=127.0.0.1",
                                        "--listening-port=" + port,
                                        "--relay-ip=127.0.0.1",
                                        "--min-port=" + relays,
                                        "--max-port=" + (relays + RELAYS - 1),
                                        "--lt-cred-mech",
                                        "--user=" + USER + ":" + PASSWORD,
                                        "--realm=lab",
                                        "--no-tls",
                                        "--no-dtls",
                                        "--no-cli",
                                        "--allow-loopback-peers",
                                        "--simple-log",
                                        "--log-file=stdout",
                                        "--pidfile=" + folder.resolve("coturn.pid"),
                                        "--userdb=" + folder.resolve("coturn.db")))
                        .ready(_ -> awaitListening(port));
        return new Coturn(program, port);
    }

    private static void awaitListening(int port) {
        Patience.await("relay at port " + port, START, () -> Ports.taken(port));
    }

    /** As pages are told of it, by "udp" or "tcp". */
    public String url(String transport) {
        return "turn:127.0.0.1:" + port + "?transport=" + transport;
    }

    @Override
    public void close() {
        program.close();
    }
}
