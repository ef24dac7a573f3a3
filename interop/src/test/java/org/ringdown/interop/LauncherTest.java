package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.interop.process.Program;

/** What somebody at a shell sees of {@code ./ringdown}: above all, what it says when something is wrong. */
@Scenario
@Alone
class LauncherTest {
    private static final Path LAUNCHER = Path.of("../ringdown").toAbsolutePath().normalize();
    private static final Duration BUILD_AND_START = Duration.ofMinutes(4);
    private static final Duration STOP = Duration.ofSeconds(15);

    @TempDir private Path folder;

    @Test
    void saysReadyAndEndsPolitely() {
        try (var ringdown =
                launch(
                        Map.of(),
                        "run",
                        "--set",
                        "http.port=0",
                        "--set",
                        "sip.port=0",
                        "--set",
                        "media.webrtc-port=0")) {
            var ready =
                    ringdown.awaitOutput(
                            "Ringdown is ready: (http://127.0.0.1:\\d+/)", BUILD_AND_START);
            assertThat(ringdown.out().lines())
                    .containsExactly("Ringdown is ready: " + ready.group(1));
            ringdown.terminate();
            assertThat(ringdown.awaitExit(STOP)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "check", "token", "bench", "package", "version"})
    void everyCommandHasHelp(String command) {
        try (var ringdown = launch(Map.of(), command, "--help")) {
            assertThat(ringdown.awaitExit(BUILD_AND_START)).isZero();
            assertThat(ringdown.out()).containsIgnoringCase("usage");
        }
    }

    @Test
    void namesTheKeyThatWasProbablyMeant() throws IOException {
        var file = folder.resolve("ringdown.yaml");
        Files.writeString(file, "http:\n  port: 0\nmedai:\n  workers: 1\n");
        try (var ringdown = launch(Map.of(), "run", "--config", file.toString())) {
            assertThat(ringdown.awaitExit(BUILD_AND_START)).isEqualTo(1);
            assertThat(ringdown.err())
                    .contains("ringdown.yaml:3:", "medai", "media")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void namesAKeyOfTheCommandLineToo() {
        try (var ringdown = launch(Map.of(), "run", "--set", "htpp.port=0")) {
            assertThat(ringdown.awaitExit(BUILD_AND_START)).isEqualTo(1);
            assertThat(ringdown.err()).contains("htpp").contains("http").doesNotContain("\tat ");
        }
    }

    @Test
    void saysWhichPortIsTaken() throws IOException {
        try (var taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress("127.0.0.1", 0));
            try (var ringdown =
                    launch(
                            Map.of(),
                            "run",
                            "--set",
                            "sip.port=0",
                            "--set",
                            "http.port=" + taken.getLocalPort())) {
                assertThat(ringdown.awaitExit(BUILD_AND_START)).isEqualTo(2);
                assertThat(ringdown.err())
                        .contains(Integer.toString(taken.getLocalPort()))
                        .contains("http.port")
                        .doesNotContain("\tat ");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing.yaml", "."})
    void saysWhichFileCannotBeRead(String name) {
        var file = folder.resolve(name);
        try (var ringdown = launch(Map.of(), "run", "--config", file.toString())) {
            assertThat(ringdown.awaitExit(BUILD_AND_START)).isEqualTo(1);
            assertThat(ringdown.err()).contains(file.toString()).doesNotContain("\tat ");
        }
    }

    /** A copy of the launcher that looks for JDKs where there are none: the folder that Debian keeps them in is this machine's only one. */
    @Test
    void saysHowToGetAJdk() throws IOException {
        var copy = folder.resolve("ringdown");
        Files.writeString(
                copy, Files.readString(LAUNCHER).replace("/usr/lib/jvm/", folder + "/none/"));
        var environment =
                Map.of(
                        "JAVA_HOME",
                        "/nowhere",
                        "HOME",
                        folder.toString(),
                        "SDKMAN_DIR",
                        folder.toString());
        try (var ringdown =
                Program.start(
                        "launcher",
                        folder.resolve("out"),
                        environment,
                        List.of("sh", copy.toString(), "run"))) {
            assertThat(ringdown.awaitExit(STOP)).isEqualTo(3);
            assertThat(ringdown.err().lines()).hasSize(2);
            assertThat(ringdown.err()).contains("JDK 25").contains("https://adoptium.net");
        }
    }

    @Test
    void refusesACommandThatIsNone() {
        try (var ringdown = launch(Map.of(), "dance")) {
            assertThat(ringdown.awaitExit(STOP)).isEqualTo(1);
            assertThat(ringdown.err()).contains("dance").contains("Usage");
        }
    }

    private Program launch(Map<String, String> environment, String... arguments) {
        var command = new ArrayList<>(List.of(LAUNCHER.toString()));
        command.addAll(List.of(arguments));
        return Program.start("launcher", folder.resolve("out"), environment, command);
    }
}
