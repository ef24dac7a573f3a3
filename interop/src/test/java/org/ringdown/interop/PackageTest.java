package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.browser.Page;
import org.ringdown.interop.net.Lan;
import org.ringdown.interop.net.Masquerade;
import org.ringdown.interop.peer.Asterisk;
import org.ringdown.interop.process.Host;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.process.Program;
import org.ringdown.interop.sound.Hearing;
import tools.jackson.databind.json.JsonMapper;

/** The package, made once and unpacked: what it needs of a machine is nothing. */
@Scenario
@Alone
class PackageTest {
    private static final Duration MAKING = Duration.ofMinutes(6);
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(15);

    /** As long as the page's tap reaches back, nearly. */
    private static final Duration A_WHILE = Duration.ofMillis(500);

    private static final String GATEWAY = "203.0.113.9";
    private static final String PBX = "203.0.113.40";
    private static final String PASSWORD = "white rabbit, late again";
    private static final String API_KEY = "a key of the operator, for looking at calls";
    private static final JsonMapper JSON = new JsonMapper();

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
                        List.of(launcher, "package", "--with-ffmpeg", "--to", folder.toString()))) {
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
    void convertsPicturesWhereItWasMadeWithTheAddon(Lab lab) {
        assertThat(unpacked.resolve("lib/addons/ringdown-media-ffmpeg.jar")).exists();
        assertThat(unpacked.resolve("lib/addons/README.md")).content().contains("LGPL");
        try (var gateway =
                        Gateway.packaged(
                                unpacked, lab.folder("packaged"), "media.video.transcode=on");
                var call = VideoCall.between(lab, lab.chromium(), gateway)) {
            call.seenByAlice().hasOnly("VP8");
            call.seenByBob().hasOnly("H264");
            call.begin().awaitPictures(20);
            call.endWithSound();
        }
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

    /**
     * What an operator does on a clean machine: unpacks, writes ten lines, and users call by https: here one behind a router of their own,
     * and the Asterisk in a third network. The call is on record afterwards, and after a restart.
     */
    @Test
    @Tag("network")
    void tenLinesAreEnoughForCallsBetweenABrowserBehindNatAndAnAsterisk(Lab lab)
            throws IOException {
        var machine = Files.createDirectory(folder.resolve("machine"));
        try (var internet = Lan.create("operator");
                var server = internet.machine("server", GATEWAY + "/24");
                var office = internet.machine("office", PBX + "/24");
                var router = Masquerade.at(internet, "home", "203.0.113.20/24");
                var asterisk =
                        Asterisk.start(
                                office,
                                lab.folder("operator-asterisk"),
                                lab.certificate(),
                                "gateway",
                                "unused");
                var browser =
                        Browser.chromium(
                                router.machine(), lab.folder("operator-chromium"), Map.of())) {
            Files.writeString(machine.resolve("ringdown.yaml"), tenLines(lab, asterisk.port()));
            try (var ringdown = started(server, machine);
                    var page = browser.open("https://" + GATEWAY + "/", "operator", eavesdrop())) {
                signIn(page);
                page.fill("ringdown-phone .number", "rtp_pcma");
                page.click("ringdown-phone .green");
                Hearing.await(Asterisk.HZ, A_WHILE, page::heard);
                assertThat(asterisk.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
                page.click("ringdown-phone .red");
                asterisk.awaitQuiet(SOON);
                Patience.await("a line for the call", SOON, () -> lines(machine).count() == 1);
                ringdown.terminate();
                assertThat(ringdown.awaitExit(STOP)).isZero();
            }
            var record = JSON.readTree(lines(machine).findFirst().orElseThrow());
            assertThat(record.at("/sides/caller/user").asString()).isEqualTo("alice");
            assertThat(record.path("dialled").asString()).isEqualTo("rtp_pcma");
            assertThat(record.at("/route/trunk").asString()).isEqualTo("pbx");
            assertThat(record.path("reason").asString()).isEqualTo("hangup");
            assertThat(record.path("by").asString()).isEqualTo("caller");
            try (var again = started(server, machine);
                    var page = browser.open("https://" + GATEWAY + "/", "operator")) {
                assertThat(again.alive()).isTrue();
                var stored =
                        page.run(
                                "return fetch('/v1/calls', {headers: {Authorization: 'Bearer %s'}}).then(answer => answer.json())"
                                        .formatted(API_KEY));
                assertThat(stored.at("/calls/0/id")).isEqualTo(record.path("id"));
            }
        }
    }

    private static String tenLines(Lab lab, int pbxPort) {
        var certificate = lab.certificate();
        return """
        http: {host: 0.0.0.0, port: 443, tls: {cert: %s, key: %s}}
        sip: {host: 0.0.0.0}
        users:
          alice: {password: "%s"}
        trunks:
          pbx: {uri: "sip:%s:%d"}
        routes:
          - {to: "*", trunk: pbx}
        api-keys: {ops: {key: "%s", may: [calls]}}
        """
                .formatted(certificate.chain(), certificate.key(), PASSWORD, PBX, pbxPort, API_KEY);
    }

    private static Program started(Host host, Path machine) {
        var command =
                List.of(
                        "env",
                        "-i",
                        "PATH=/usr/bin:/bin",
                        unpacked.resolve("bin/ringdown").toString(),
                        "run",
                        "--config",
                        "ringdown.yaml");
        var program = Program.start("operator", machine, Map.of(), host.command(command));
        return program.ready(it -> it.awaitOutput("Ringdown is ready: https://", START));
    }

    private static void signIn(Page page) {
        page.await(
                "sign-in form",
                SOON,
                "document.querySelector('ringdown-phone')?.shadowRoot?.querySelector('.signin input')");
        page.fill("ringdown-phone input[autocomplete=username]", "alice");
        page.fill("ringdown-phone input[type=password]", PASSWORD);
        page.click("ringdown-phone button[type=submit]");
        page.await(
                "dial pad",
                SOON,
                "document.querySelector('ringdown-phone').shadowRoot.querySelector('.number')");
    }

    /** What the store has written of calls. */
    private static Stream<String> lines(Path machine) {
        var data = machine.resolve("ringdown-data");
        try (var files = Files.exists(data) ? Files.list(data) : Stream.<Path>empty()) {
            var found = new ArrayList<String>();
            for (var file : files.toList())
                if (file.getFileName().toString().startsWith("calls-"))
                    found.addAll(Files.readAllLines(file));
            return found.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String eavesdrop() throws IOException {
        try (var in = PackageTest.class.getResourceAsStream("/pages/eavesdrop.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void run(String... command) {
        try (var program = Program.start("run", folder, Map.of(), List.of(command))) {
            assertThat(program.awaitExit(START)).as(program.err()).isZero();
        }
    }
}
