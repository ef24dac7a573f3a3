package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringdown.interop.process.Program;

/** The package, made once and unpacked: what it needs of a machine is nothing. */
@Scenario
class PackageTest {
    private static final Duration MAKING = Duration.ofMinutes(6);
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(15);

    /** A network of its own, in which nothing but this machine can be reached. */
    private static final List<String> NO_NETWORK =
            List.of("unshare", "--net", "sh", "-c", "ip link set lo up && exec \"$@\"", "sh");

    @TempDir private static Path folder;
    private static Path unpacked;

    @BeforeAll
    static void make() throws IOException {
        var launcher = Path.of("../ringdown").toAbsolutePath().normalize().toString();
        try (var making =
                Program.start(
                        "package",
                        folder,
                        Map.of(),
                        List.of(launcher, "package", "--to", folder.toString()))) {
            assertThat(making.awaitExit(MAKING)).as(making.err()).isZero();
            var made = making.out().strip();
            assertThat(made).endsWith(".tar.gz");
            run("tar", "xzf", made);
        }
        try (var found = Files.newDirectoryStream(folder, "ringdown-*-linux-*")) {
            for (var path : found) if (Files.isDirectory(path)) unpacked = path;
        }
    }

    @Test
    void startsFromAnEmptyFolderWithoutAJdkOrANetwork() throws IOException {
        var elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        var command = new ArrayList<>(NO_NETWORK);
        command.addAll(
                List.of(
                        "env",
                        "-i",
                        "PATH=/usr/bin:/bin",
                        // A cache for a quick start that could not be used would stop it.
                        "RINGDOWN_JAVA_FLAGS=-XX:AOTMode=on",
                        unpacked.resolve("bin/ringdown").toString(),
                        "run",
                        "--set",
                        "http.port=0",
                        "--set",
                        "sip.port=0"));
        try (var ringdown = Program.start("packaged", elsewhere, Map.of(), command)) {
            ringdown.awaitOutput("Ringdown is ready: http://127.0.0.1:\\d+/", START);
            assertThat(Path.of("/proc/" + ringdown.pid() + "/exe").toRealPath())
                    .startsWith(unpacked.toRealPath());
            ringdown.terminate();
            assertThat(ringdown.awaitExit(STOP)).isZero();
            assertThat(ringdown.err()).doesNotContain("ERROR", "Exception");
        }
    }

    @Test
    void itsConfigurationIsOneToStartFrom() {
        var file = unpacked.resolve("ringdown.yaml").toString();
        run(unpacked.resolve("bin/ringdown").toString(), "check", "--config", file);
    }

    @Test
    void bringsTheLicencesOfWhatIsInIt() throws IOException {
        assertThat(unpacked.resolve("LICENSE")).exists();
        assertThat(unpacked.resolve("NOTICE")).exists();
        assertThat(Files.readString(unpacked.resolve("THIRD-PARTY")))
                .contains("jetty", "bouncycastle");
        assertThat(unpacked.resolve("licenses/EPL-2.0.txt")).exists();
        assertThat(unpacked.resolve("runtime/legal/java.base/LICENSE")).exists();
    }

    @Test
    void sendsWhoWantsToDevelopToTheSource() {
        try (var test =
                Program.start(
                        "test",
                        folder,
                        Map.of(),
                        List.of(unpacked.resolve("bin/ringdown").toString(), "test"))) {
            assertThat(test.awaitExit(STOP)).isEqualTo(1);
            assertThat(test.err()).contains("source folder");
        }
    }

    private static void run(String... command) {
        try (var program = Program.start("run", folder, Map.of(), List.of(command))) {
            assertThat(program.awaitExit(START)).as(program.err()).isZero();
        }
    }
}
