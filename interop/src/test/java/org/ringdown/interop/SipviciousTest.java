package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.process.Host;
import org.ringdown.interop.process.Program;

/** The tool that most scanners are made of looks for our users, and finds none. */
@Scenario
class SipviciousTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String USERS =
            """
            http: {port: 0}
            sip: {port: 0}
            media: {webrtc-port: 0}
            users:
              alice: {password: "white rabbit, late again"}
              bob: {password: "red queen, off with it"}
            """;

    @Test
    void noUserIsFound(Lab lab) throws Exception {
        var folder = lab.folder("sipvicious");
        try (var gateway = Gateway.configured(Host.HERE, folder, USERS);
                var registering = scan(folder, gateway, "REGISTER");
                var calling = scan(folder, gateway, "INVITE")) {
            for (var scanner : List.of(registering, calling)) {
                scanner.awaitExit(PATIENCE);
                assertThat(scanner.err()).contains("SIP/2.0 401", "found nothing");
                assertThat(scanner.out()).doesNotContain("alice", "bob");
            }
            assertThat(gateway.alive()).isTrue();
        }
    }

    private static Program scan(Path folder, Gateway gateway, String method) throws IOException {
        var names = Files.writeString(folder.resolve("names"), "alice\nbob\nnobody\n100\n");
        return Program.start(
                "svwar-" + method,
                folder.resolve(method),
                Map.of(),
                List.of(
                        "svwar",
                        "--force",
                        "-m",
                        method,
                        "-d",
                        names.toString(),
                        "udp://127.0.0.1:" + gateway.sip().getPort()));
    }
}
