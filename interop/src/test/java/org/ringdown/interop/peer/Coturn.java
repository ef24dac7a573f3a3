package org.ringdown.interop.peer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ringdown.interop.process.Host;
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
    private final Host host;
    private final int port;

    private Coturn(Program program, Host host, int port) {
        this.program = program;
        this.host = host;
        this.port = port;
    }

    public static Coturn start(Path folder) {
        return start(Host.HERE, folder);
    }

    /** The same elsewhere, at its address there. */
    public static Coturn start(Host host, Path folder) {
        var users = List.of("--lt-cred-mech", "--user=" + USER + ":" + PASSWORD, "--no-tls");
        return start(host, folder, users, "--listening-port=");
    }

    /** One as docs/operate.md has it: it speaks TLS only, believes whom {@code secret} vouches for, and relays to {@code peer} alone. */
    public static Coturn overTls(
            Host host, Path folder, Certificate certificate, String secret, String peer) {
        var users =
                List.of(
                        "--use-auth-secret",
                        "--static-auth-secret=" + secret,
                        "--cert=" + certificate.chain(),
                        "--pkey=" + certificate.key(),
                        "--no-multicast-peers",
                        "--denied-peer-ip=0.0.0.0-255.255.255.255",
                        "--allowed-peer-ip=" + peer,
                        "--no-udp",
                        "--no-tcp");
        return start(host, folder, users, "--tls-listening-port=");
    }

    private static Coturn start(Host host, Path folder, List<String> users, String listeningPort) {
        int port = Ports.free();
        int relays = Ports.range(RELAYS);
        var program =
                Program.start(
                                "coturn",
                                folder,
                                Map.of(),
                                host.command(
                                        Stream.concat(
                                                        Stream.of(
                                                                "turnserver",
                                                                "-n",
                                                                "--listening-ip=" + host.address(),
                                                                listeningPort + port,
                                                                "--relay-ip=" + host.address(),
                                                                "--min-port=" + relays,
                                                                "--max-port="
                                                                        + (relays + RELAYS - 1),
                                                                "--realm=lab",
                                                                "--no-dtls",
                                                                "--no-cli",
                                                                "--allow-loopback-peers",
                                                                "--simple-log",
                                                                "--log-file=stdout",
                                                                "--pidfile="
                                                                        + folder.resolve(
                                                                                "coturn.pid"),
                                                                "--userdb="
                                                                        + folder.resolve(
                                                                                "coturn.db")),
                                                        users.stream())
                                                .toList()))
                        .ready(_ -> awaitListening(host, port));
        return new Coturn(program, host, port);
    }

    private static void awaitListening(Host host, int port) {
        Patience.await("relay at port " + port, START, () -> Ports.taken(host, port));
    }

    /** Where it says to those who ask by STUN where they come from, as HOST:PORT. */
    public String stun() {
        return host.address() + ":" + port;
    }

    /** As pages are told of it, by "udp" or "tcp". */
    public String url(String transport) {
        return "turn:" + host.address() + ":" + port + "?transport=" + transport;
    }

    /** The same of one that speaks TLS, and that pages know as {@code name}: Firefox passes over an address here. */
    public String secureUrl(String name) {
        return "turns:" + name + ":" + port + "?transport=tcp";
    }

    @Override
    public void close() {
        program.close();
    }
}
