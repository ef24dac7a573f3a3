package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.net.Lan;
import org.ringdown.interop.peer.Certificate;
import org.ringdown.interop.peer.Coturn;
import org.ringdown.interop.process.Host;
import org.ringdown.interop.process.Ports;
import org.ringdown.interop.process.Program;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Faults that were made on purpose, each found by its name; and good surroundings, in which none is. */
@Scenario
class DoctorTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String PASSWORD = "not what they know there";
    private static final int RTP_PORTS = 60;

    @Test
    void nothingIsWrongWithAGatewayAndPeersThatWork(Lab lab) {
        try (var pbx = Gateway.start(lab.folder("doctor-pbx"));
                var relay = Coturn.start(lab.folder("doctor-relay"))) {
            var report =
                    examine(
                            Host.HERE,
                            lab.folder("doctor-good"),
                            """
                            http: {port: %1$d, tls: {cert: %2$s, key: %3$s}}
                            sip: {port: %4$d}
                            media: {webrtc-port: %5$d, stun-server: "%6$s", ice-servers: [{urls: ["%7$s", "%8$s"], username: %9$s, credential: %10$s}]}
                            trunks: {pbx: {uri: "sip:127.0.0.1:%11$d", username: alice, password: alice}}
                            """
                                    .formatted(
                                            Ports.free(),
                                            lab.certificate().chain(),
                                            lab.certificate().key(),
                                            Ports.free(),
                                            Ports.free(),
                                            relay.stun(),
                                            relay.url("udp"),
                                            relay.url("tcp"),
                                            Coturn.USER,
                                            Coturn.PASSWORD,
                                            pbx.sip().getPort()),
                            "localhost");

            assertThat(report.faults).isEmpty();
            assertThat(report.exit).isZero();
            assertThat(report.good)
                    .containsExactlyInAnyOrder(
                            "configuration",
                            "ports",
                            "files",
                            "address",
                            "name",
                            "relay",
                            "trunk",
                            "codecs",
                            "call");
        }
    }

    @Test
    void thirteenFaultsAreFoundByName(Lab lab) throws IOException {
        var folder = lab.folder("doctor-bad");
        var expired = expiredCertificate(folder);
        int first = Ports.range(RTP_PORTS);
        var taken = new ArrayList<DatagramSocket>();
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var mute = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
                var pbx = Gateway.start(lab.folder("doctor-pbx"));
                var relay = Coturn.start(lab.folder("doctor-relay"))) {
            for (int i = 0; i < RTP_PORTS; i++)
                taken.add(new DatagramSocket(new InetSocketAddress("127.0.0.1", first + i)));
            int nobody = Ports.free();
            var report =
                    examine(
                            Host.HERE,
                            folder,
                            """
                            http: {port: %1$d, tls: {cert: %2$s, key: %12$s}}
                            sip: {port: %3$d}
                            media: {webrtc-port: %4$d, rtp-ports: %5$d-%6$d, stun-server: "127.0.0.1:%7$d", ice-servers: [
                              {urls: ["%8$s"], username: lab, credential: wrong},
                              {urls: ["turn:127.0.0.1:%7$d?transport=tcp"], username: lab, credential: x}]}
                            trunks:
                              wrong: {uri: "sip:127.0.0.1:%9$d", username: alice, password: %10$s}
                              mute: {uri: "sip:127.0.0.1:%11$d"}
                              lost: {uri: "sip:pbx.invalid"}
                            users:
                              alice: {line: {uri: "sip:bob@127.0.0.1:%9$d", username: bob, password: %10$s}}
                            """
                                    .formatted(
                                            other.getLocalPort(),
                                            expired.chain(),
                                            Ports.free(),
                                            Ports.free(),
                                            first,
                                            first + RTP_PORTS - 1,
                                            nobody,
                                            relay.url("udp"),
                                            pbx.sip().getPort(),
                                            PASSWORD,
                                            mute.getLocalPort(),
                                            expired.key()),
                            "phone.invalid",
                            "rw-r--r--");

            assertThat(report.faults)
                    .containsExactlyInAnyOrder(
                            "port-taken",
                            "rtp-ports-taken",
                            "certificate-expired",
                            "secret-readable",
                            "stun-silent",
                            "relay-refused",
                            "relay-silent",
                            "name-unknown",
                            "trunk-refused",
                            "trunk-silent",
                            "trunk-unreachable",
                            "line-refused",
                            "call-silent");
            assertThat(report.exit).isEqualTo(1);
        } finally {
            taken.forEach(DatagramSocket::close);
        }
    }

    @Test
    void anAddressOfSomebodyElseAndACertificateForSomebodyElse(Lab lab) {
        var report =
                examine(
                        Host.HERE,
                        lab.folder("doctor-elsewhere"),
                        """
                        http: {port: %1$d, tls: {cert: %2$s, key: %3$s}}
                        sip: {host: 192.0.2.77, port: 5060}
                        """
                                .formatted(
                                        Ports.free(),
                                        lab.certificate().chain(),
                                        lab.certificate().key()),
                        "example.invalid");

        assertThat(report.faults).contains("address-not-ours", "certificate-of-another-name");
    }

    @Test
    @Tag("network")
    void aFirewallThatStopsSound(Lab lab) {
        try (var lan = Lan.create("doctor");
                var machine = lan.machine("closed", "203.0.113.5/24")) {
            machine.run(
                    "iptables", "-w", "-I", "INPUT", "-p", "udp", "--dport", "10000", "-j", "DROP");
            var report =
                    examine(
                            machine,
                            lab.folder("doctor-firewall"),
                            """
                            sip: {host: 203.0.113.5, port: 5060}
                            media: {webrtc-port: 10000, workers: 1}
                            """,
                            "203.0.113.5");

            assertThat(report.faults).containsExactly("call-silent");
        }
    }

    /**
     * What it said.
     *
     * @param faults the names, those of warnings among them
     * @param good the checks that found something good
     */
    private record Report(int exit, List<String> faults, Set<String> good) {}

    private static Report examine(Host host, Path folder, String configuration, String name) {
        return examine(host, folder, configuration, name, "rw-------");
    }

    private static Report examine(
            Host host, Path folder, String configuration, String name, String permissions) {
        try {
            var file = Files.createDirectories(folder).resolve("ringdown.yaml");
            Files.writeString(file, configuration);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
            var command = List.of("doctor", "--json", "--config", file.toString(), "--name", name);
            try (var doctor =
                    Program.start(
                            "doctor", folder, Map.of(), host.command(Gateway.command(command)))) {
                int exit = doctor.awaitExit(PATIENCE);
                return report(exit, JSON.readTree(doctor.out()));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Report report(int exit, JsonNode said) {
        var findings = said.path("findings").valueStream().toList();
        findings.forEach(finding -> System.out.println("  " + finding));
        return new Report(
                exit,
                findings.stream()
                        .map(finding -> finding.path("name").asString())
                        .filter(name -> !name.isEmpty() && !name.equals("certificate-self-signed"))
                        .filter(name -> !name.equals("certificate-expires-soon"))
                        .toList(),
                findings.stream()
                        .filter(finding -> finding.path("level").asString().equals("ok"))
                        .map(finding -> finding.path("check").asString())
                        .collect(Collectors.toSet()));
    }

    /** Made by the JDK's own tool: openssl makes none that have expired. */
    private static Certificate expiredCertificate(Path folder) throws IOException {
        Files.createDirectories(folder);
        var store = folder.resolve("expired.p12");
        var chain = folder.resolve("expired.pem");
        var key = folder.resolve("expired.key");
        Files.deleteIfExists(store);
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var at = List.of("-alias", "lab", "-keystore", store.toString(), "-storepass", PASSWORD);
        run(
                folder,
                at,
                keytool,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-startdate",
                "-9d",
                "-validity",
                "2");
        run(folder, at, keytool, "-exportcert", "-rfc", "-file", chain.toString());
        run(
                folder,
                List.of("-passin", "pass:" + PASSWORD, "-out", key.toString()),
                "openssl",
                "pkcs12",
                "-in",
                store.toString(),
                "-nodes",
                "-nocerts");
        return new Certificate(chain, key, key);
    }

    private static void run(Path folder, List<String> last, String... first) {
        var command = Stream.concat(Stream.of(first), last.stream()).toList();
        try (var tool = Program.start("certificate", folder, Map.of(), command)) {
            if (tool.awaitExit(SOON) != 0) throw new AssertionError(tool.tail());
        }
    }
}
