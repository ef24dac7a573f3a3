package org.ringdown.interop.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.process.Ports;
import org.ringdown.interop.process.Program;
import org.ringdown.interop.sound.G711;
import org.ringdown.interop.sound.Sound;

/** SIPp, performing one of the scenarios in the resource folder {@code sipp}. */
public final class Sipp implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(10);
    private static final Duration TONE_LENGTH = Duration.ofSeconds(10); // played over and over

    /** How SIPp itself counted. */
    public record Count(int successful, int failed) {}

    private final Path folder;
    private final Program program;
    private final int port;

    private Sipp(Path folder, Program program, int port) {
        this.folder = folder;
        this.program = program;
        this.port = port;
    }

    /** Waits for calls at {@code port}, until it is closed. Its tone is {@code hz}. */
    public static Sipp answering(
            Path folder, String scenario, int port, int hz, String... options) {
        var sipp = start(folder, scenario, port, hz, List.of(options));
        Patience.await(
                "listening SIPp",
                START,
                () -> {
                    if (!sipp.program.alive()) throw new AssertionError(sipp.program.tail());
                    return udpPortTaken(port);
                });
        return sipp;
    }

    public static Sipp answering(Path folder, String scenario, int hz, String... options) {
        return answering(folder, scenario, Ports.free(), hz, options);
    }

    /** Calls {@code to} at 127.0.0.1:{@code gateway} from {@code port} as {@code user}; {@code options} say how often and how long. */
    public static Sipp calling(
            Path folder,
            String scenario,
            int port,
            int gateway,
            String to,
            String user,
            String password,
            int hz,
            String... options) {
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("users.csv"),
                    "SEQUENTIAL\n%s;[authentication username=%s password=%s]\n"
                            .formatted(user, user, password));
            var all = new ArrayList<>(List.of("-inf", "users.csv", "-s", to));
            all.addAll(List.of(options));
            all.add("127.0.0.1:" + gateway);
            return start(folder, scenario, port, hz, all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sipp start(
            Path folder, String scenario, int port, int hz, List<String> options) {
        try {
            Files.createDirectories(folder);
            Files.write(
                    folder.resolve("tone.al"), G711.PCMA.encode(Sound.tone(hz, 8000, TONE_LENGTH)));
            try (var resource = Sipp.class.getResourceAsStream("/sipp/" + scenario + ".xml")) {
                Files.write(folder.resolve(scenario + ".xml"), resource.readAllBytes());
            }
            Files.deleteIfExists(folder.resolve("count.csv"));
            var command =
                    new ArrayList<>(
                            List.of("sipp", "-sf", scenario + ".xml", "-nostdin", "-trace_err"));
            command.addAll(List.of("-i", "127.0.0.1", "-p", Integer.toString(port)));
            command.addAll(List.of("-mi", "127.0.0.1", "-mp", Integer.toString(Ports.free())));
            command.addAll(List.of("-trace_stat", "-stf", "count.csv", "-fd", "1"));
            command.addAll(options);
            return new Sipp(
                    folder, Program.start("sipp", folder, Map.of("TERM", "dumb"), command), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean udpPortTaken(int port) {
        try (var socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", port))) {
            return !socket.isBound();
        } catch (IOException e) {
            return true;
        }
    }

    public int port() {
        return port;
    }

    /** What to dial to reach an answering one. */
    public String uri(String user) {
        return "sip:" + user + "@127.0.0.1:" + port;
    }

    /** Returns when it has made its calls; an {@link AssertionError} with SIPp's own words unless all succeeded. */
    public Count awaitSuccess(Duration within) {
        int status = program.awaitExit(within);
        if (status != 0)
            throw new AssertionError(
                    "SIPp ended with "
                            + status
                            + ", "
                            + count()
                            + "\n"
                            + errors()
                            + program.tail());
        return count();
    }

    /** The calls so far. */
    public Count count() {
        try {
            var lines = Files.readAllLines(folder.resolve("count.csv"));
            var names = Arrays.asList(lines.getFirst().split(";"));
            var values = lines.getLast().split(";");
            return new Count(
                    Integer.parseInt(values[names.indexOf("SuccessfulCall(C)")]),
                    Integer.parseInt(values[names.indexOf("FailedCall(C)")]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String errors() {
        try (var files = Files.list(folder)) {
            var errors =
                    files.filter(file -> file.toString().endsWith("_errors.log"))
                            .max(Path::compareTo);
            return errors.isPresent() ? Files.readString(errors.get()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
