package org.ringdown.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.config.PortRange;
import tools.jackson.databind.json.JsonMapper;

/** Types commands: what they print, where, and the exit codes that scripts rely on. */
class CommandLinesTest {
    private final PrintStream usualOut = System.out;
    private final PrintStream usualErr = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir Path folder;

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(usualOut);
        System.setErr(usualErr);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "check", "token", "trace", "version"})
    void everyCommandHasHelp(String command) {
        assertThat(type(command, "--help")).isZero();
        assertThat(out()).contains("Usage: ringdown " + command);
        assertThat(err()).isEmpty();
    }

    @Test
    void versionSaysWhichThisIs() {
        assertThat(type("version")).isZero();
        assertThat(out()).matches("Ringdown \\d+\\.\\d+\\.\\d+(-SNAPSHOT)? \\(Java 25.*\\)\\R");
        assertThat(type("version", "--json")).isZero();
        assertThat(out()).contains("\"version\":\"");
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "dance",
        "run --nonsense",
        "run --config",
        "token",
        "token --user alice --ttl 1h",
        "token --user alice --ttl soon",
    })
    void wrongUseIsOneLineAndAHintAndExitsWith1(String line) {
        assertThat(type(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(1);
        assertThat(err())
                .startsWith("ringdown: ")
                .doesNotContain("\tat ")
                .hasLineCount(err().contains("--help") ? 2 : 1);
        assertThat(out()).isEmpty();
    }

    @Test
    void checkPrintsEveryMistakeAndExitsWith1() throws Exception {
        var file =
                Files.writeString(
                                folder.resolve("ringdown.yaml"),
                                "http: {prot: 1}\nsip: {port: x}\n")
                        .toString();

        assertThat(type("check", "--config", file)).isEqualTo(1);
        assertThat(out().lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("ringdown.yaml:1: http.prot");

        assertThat(type("check", "--json", "--config", file)).isEqualTo(1);
        var json = new JsonMapper().readTree(out().lines().toList().getLast());
        assertThat(json.path("good").asBoolean()).isFalse();
        assertThat(json.path("mistakes").get(1).path("line").asInt()).isEqualTo(2);
    }

    @Test
    void checkPraisesAGoodFile() throws Exception {
        var file =
                Files.writeString(folder.resolve("ringdown.yaml"), "http: {port: 9000}").toString();

        assertThat(type("check", "--config", file)).isZero();
        assertThat(out()).isEqualTo("The configuration is good." + System.lineSeparator());
    }

    @Test
    void checkLooksIntoKeysToo() throws Exception {
        Files.writeString(
                folder.resolve("k1"),
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        var file =
                Files.writeString(
                                folder.resolve("ringdown.yaml"),
                                "tokens: {keys: {k1: {key-file: k1}}}")
                        .toString();

        assertThat(type("check", "--config", file)).isEqualTo(1);
        assertThat(out()).contains("tokens.keys.k1: the PEM holds no Ed25519 key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "run"})
    void aFolderThatCannotBeWrittenIsOneSentence(String command) throws Exception {
        Files.writeString(folder.resolve("file"), "no folder");
        var file =
                Files.writeString(folder.resolve("ringdown.yaml"), "store: {folder: file/data}")
                        .toString();

        assertThat(type(command, "--config", file)).isEqualTo(1);
        assertThat(out() + err())
                .contains(
                        folder
                                + "/file/data (store.folder) cannot be written (it is not a folder); let the"
                                + " gateway's user write there, or set store.folder to another folder.");
    }

    @Test
    void runRefusesAConfigurationWithMistakesBeforeAnythingStarts() throws Exception {
        var file = Files.writeString(folder.resolve("ringdown.yaml"), "http: {prot: 1}").toString();

        assertThat(type("run", "--config", file)).isEqualTo(1);
        assertThat(err())
                .contains("the configuration cannot be used:")
                .contains("  ringdown.yaml:1: http.prot is not a key");
    }

    @Test
    void runExitsWithTheCodeOfWhatStoppedIt() {
        Program taken =
                _ -> {
                    throw new CannotStart(CannotStart.PORT_TAKEN, "Port 1 (http.port) is taken.");
                };

        assertThat(CommandLines.run(new String[] {"run"}, taken, NOBODY)).isEqualTo(2);
        assertThat(err())
                .isEqualTo("ringdown: Port 1 (http.port) is taken." + System.lineSeparator());
    }

    @Test
    void tokenSignsWithTheConfiguredKey() throws Exception {
        Files.writeString(folder.resolve("k1"), "0123456789012345678901234567890123456789");
        var file =
                Files.writeString(
                                folder.resolve("ringdown.yaml"),
                                "users: {alice: {}}\ntokens: {keys: {k1: {key-file: k1}}}")
                        .toString();

        assertThat(type("token", "--config", file, "--user", "alice", "--to", "6*", "--ttl", "30s"))
                .isZero();
        assertThat(out()).matches("ey[\\w-]+\\.ey[\\w-]+\\.[\\w-]+\\R");
        assertThat(type("token", "--config", file, "--user", "carol")).isEqualTo(1);
        assertThat(err()).contains("carol is not one of the configuration's users.");
    }

    @Test
    void tokenWithoutAGatewaySaysWhyNot() {
        assertThat(type("token", "--user", "alice", "--url", "http://127.0.0.1:1")).isEqualTo(1);
        assertThat(err())
                .contains("No gateway in dev mode answers at http://127.0.0.1:1")
                .hasLineCount(1);
    }

    @Test
    void theReadyLineSaysWhere() {
        var all =
                new Addresses(
                        Optional.of(new InetSocketAddress("127.0.0.1", 8080)),
                        false,
                        Optional.of(new InetSocketAddress("127.0.0.1", 5060)),
                        Optional.of(new InetSocketAddress("::1", 5060)),
                        Optional.of(new InetSocketAddress("127.0.0.1", 5061)),
                        List.of(
                                new InetSocketAddress("127.0.0.1", 10000),
                                new InetSocketAddress("127.0.0.1", 10001)),
                        Optional.of(new InetSocketAddress("127.0.0.1", 443)),
                        Optional.of(new InetSocketAddress("127.0.0.1", 1935)),
                        Optional.of(new InetSocketAddress("127.0.0.1", 1936)),
                        Optional.of(new InetSocketAddress("127.0.0.1", 1937)),
                        Optional.of(new PortRange(20000, 29999)));
        var none =
                new Addresses(
                        Optional.empty(),
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());

        assertThat(all.line()).isEqualTo("Ringdown is ready: http://127.0.0.1:8080/");
        assertThat(all.json(7))
                .isEqualTo(
                        "{\"pid\":7,\"url\":\"http://127.0.0.1:8080/\",\"http\":\"127.0.0.1:8080\",\"sip\":{\"udp\":\"127.0.0.1:5060\",\"tcp\":\"[0:0:0:0:0:0:0:1]:5060\",\"tls\":\"127.0.0.1:5061\"},"
                                + "\"media\":{\"webrtc\":[\"127.0.0.1:10000\",\"127.0.0.1:10001\"],\"webrtcTcp\":\"127.0.0.1:443\",\"rtp\":\"20000-29999\"},\"rtmp\":\"127.0.0.1:1935\",\"rtmps\":\"127.0.0.1:1936\",\"rtmfp\":\"127.0.0.1:1937\"}");
        assertThat(none.line()).isEqualTo("Ringdown is ready");
        assertThat(none.json(7)).isEqualTo("{\"pid\":7,\"media\":{}}");
    }

    private static final Examiner NOBODY =
            (_, _) -> {
                throw new AssertionError("nothing was to be examined");
            };

    private int type(String... arguments) {
        return CommandLines.run(
                arguments,
                _ -> {
                    throw new AssertionError("nothing was to start");
                },
                NOBODY);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
