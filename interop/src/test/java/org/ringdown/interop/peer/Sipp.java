package org.ringdown.interop.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.process.Ports;
import org.ringdown.interop.process.Program;
import org.ringdown.interop.sound.G711;
import org.ringdown.interop.sound.Sound;

/** SIPp, performing one of the scenarios in the resource folder {@code sipp}. */
public final class Sipp implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(10);

    /** Sound, pictures, and the reports of either. */
    private static final int MEDIA_PORTS = 4;

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
        return listening(start(folder, scenario, port, hz, List.of(options)));
    }

    /** Refuses every call with this status. */
    public static Sipp refusing(Path folder, int status) {
        return listening(
                start(
                        folder,
                        "answer-refuse",
                        Ports.free(),
                        1500,
                        List.of(),
                        text -> text.replace("STATUS", Integer.toString(status))));
    }

    private static Sipp listening(Sipp sipp) {
        Patience.await(
                "listening SIPp",
                START,
                () -> {
                    if (!sipp.program.alive()) throw new AssertionError(sipp.program.tail());
                    return Ports.taken(sipp.port);
                });
        return sipp;
    }

    public static Sipp answering(Path folder, String scenario, int hz, String... options) {
        return answering(folder, scenario, Ports.free(), hz, options);
    }

    /**
     * Sends back what it hears, and what it is shown in its one codec of pictures.
     *
     * @param fmtp of that codec
     */
    public static Sipp mirroring(Path folder, String codec, int payloadType, String fmtp) {
        return answering(
                folder,
                "answer-echo-video",
                1500,
                "-rtp_echo",
                "-key",
                "pt",
                Integer.toString(payloadType),
                "-key",
                "codec",
                codec + "/90000",
                "-key",
                "fmtp",
                fmtp);
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

    /** Makes many calls to {@code to} at the port {@code through}; {@code options} say how many and how fast. */
    static Sipp load(Path folder, int through, String to, List<String> options) {
        var all = new ArrayList<>(options);
        all.addAll(List.of("-s", to, "127.0.0.1:" + through));
        return start(folder, "load-call", Ports.free(), 1000, all);
    }

    /** How it counted, when it has ended by itself, well or not. */
    Count awaitEnd(Duration within) {
        program.awaitExit(within);
        return count();
    }

    /** One codec and one way to travel, for the scenarios {@code answer-codec} and {@code call-codec}. */
    public record Speech(String codec, int payloadType, int keysRate, String transport) {
        /** {@code codec} as in {@code rtpmap}, the transport as in a URI; TLS takes SIPp 3.8. */
        private String in(String scenario) {
            return scenario.replace("CODEC_NAME", codec)
                    .replace("CODEC_PT", Integer.toString(payloadType))
                    .replace("KEYS_RATE", Integer.toString(keysRate));
        }

        private List<String> options(Certificate certificate) {
            return switch (transport) {
                case "tls" ->
                        List.of(
                                "-t",
                                "l1",
                                "-tls_cert",
                                certificate.chain().toString(),
                                "-tls_key",
                                certificate.key().toString());
                case "tcp" -> List.of("-t", "t1");
                default -> List.of("-t", "u1");
            };
        }
    }

    /** Answers one call after the other and sends back what it hears. */
    public static Sipp echoing(Path folder, Speech speech, Certificate certificate) {
        return listening(
                start(folder, "answer-codec", Ports.free(), speech, certificate, List.of()));
    }

    /** Calls {@code to} once, at the port {@code gateway}, and sends back what it hears until the other side hangs up. */
    public static Sipp callingOnce(
            Path folder, Speech speech, Certificate certificate, String to, int gateway) {
        return start(
                folder,
                "call-codec",
                Ports.free(),
                speech,
                certificate,
                List.of("-m", "1", "-s", to, "127.0.0.1:" + gateway));
    }

    private static Sipp start(
            Path folder,
            String scenario,
            int port,
            Speech speech,
            Certificate certificate,
            List<String> options) {
        try {
            Files.createDirectories(folder);
            try (var resource = Sipp.class.getResourceAsStream("/sipp/" + scenario + ".xml")) {
                Files.writeString(
                        folder.resolve(scenario + ".xml"),
                        speech.in(
                                new String(resource.readAllBytes(), StandardCharsets.ISO_8859_1)));
            }
            var arguments =
                    new ArrayList<>(
                            List.of(
                                    "-sf",
                                    scenario + ".xml",
                                    "-nostdin",
                                    "-trace_err",
                                    "-rtp_echo"));
            arguments.addAll(List.of("-i", "127.0.0.1", "-p", Integer.toString(port)));
            arguments.addAll(
                    List.of("-mi", "127.0.0.1", "-mp", Integer.toString(Ports.free(MEDIA_PORTS))));
            arguments.addAll(List.of("-trace_stat", "-stf", "count.csv", "-fd", "1"));
            arguments.addAll(speech.options(certificate));
            arguments.addAll(options);
            var command =
                    speech.transport.equals("tls")
                            ? Sid.command("usr/bin/sipp", arguments)
                            : withName("sipp", arguments);
            return new Sipp(
                    folder, Program.start("sipp", folder, Map.of("TERM", "dumb"), command), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> withName(String program, List<String> arguments) {
        var command = new ArrayList<>(List.of(program));
        command.addAll(arguments);
        return command;
    }

    private static Sipp start(
            Path folder, String scenario, int port, int hz, List<String> options) {
        return start(folder, scenario, port, hz, options, UnaryOperator.identity());
    }

    private static Sipp start(
            Path folder,
            String scenario,
            int port,
            int hz,
            List<String> options,
            UnaryOperator<String> adapted) {
        try {
            Files.createDirectories(folder);
            Files.write(
                    folder.resolve("tone.al"), G711.PCMA.encode(Sound.tone(hz, 8000, TONE_LENGTH)));
            try (var resource = Sipp.class.getResourceAsStream("/sipp/" + scenario + ".xml")) {
                var text = new String(resource.readAllBytes(), StandardCharsets.ISO_8859_1);
                Files.writeString(
                        folder.resolve(scenario + ".xml"),
                        adapted.apply(text),
                        StandardCharsets.ISO_8859_1);
            }
            Files.deleteIfExists(folder.resolve("count.csv"));
            var command =
                    new ArrayList<>(
                            List.of("sipp", "-sf", scenario + ".xml", "-nostdin", "-trace_err"));
            command.addAll(List.of("-i", "127.0.0.1", "-p", Integer.toString(port)));
            command.addAll(
                    List.of("-mi", "127.0.0.1", "-mp", Integer.toString(Ports.free(MEDIA_PORTS))));
            command.addAll(List.of("-trace_stat", "-stf", "count.csv", "-fd", "1"));
            command.addAll(options);
            return new Sipp(
                    folder, Program.start("sipp", folder, Map.of("TERM", "dumb"), command), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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

    public String tail() {
        return errors() + program.tail();
    }

    @Override
    public void close() {
        program.close();
    }
}
