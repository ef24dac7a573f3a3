package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.peer.Sipp;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.process.Ports;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A call between two SIPps goes wrong, and the gateway says in one sentence what to mend, wherever it is asked. */
@Scenario
class LadderTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void aTrunkThatAnswersWithG729Only(Lab lab) throws Exception {
        int port = Ports.free();
        try (var gateway = gateway(lab, "g729", port);
                var _ = answering(lab, "g729", "answer-mute", port, "18");
                var _ = calling(lab, "g729", gateway, "2000")) {
            assertThat(diagnosis(gateway))
                    .isEqualTo(
                            "pbx answered with G.729 only; Ringdown does not speak that: allow PCMA there");
            Patience.await(
                    "the sentence in the log",
                    SOON,
                    () -> gateway.log().contains("pbx answered with G.729 only"));
            assertThat(trace(gateway, "--last"))
                    .contains("! pbx answered with G.729 only", "INVITE sip:9@127.0.0.1:" + port)
                    .contains("401 Unauthorized (INVITE)");
            assertThat(trace(gateway)).contains("-> 9", "! pbx answered with G.729 only");
        }
    }

    @Test
    void aTrunkThatSendsNoSoundIsNamedWhileTheCallGoesOn(Lab lab) throws Exception {
        int port = Ports.free();
        try (var gateway = gateway(lab, "mute", port);
                var _ = answering(lab, "mute", "answer-mute", port, "8");
                var caller = calling(lab, "mute", gateway, "9000")) {
            assertThat(diagnosis(gateway))
                    .startsWith("pbx answered with the address 127.0.0.1:")
                    .contains("and no sound ever came from there; see that it sends");
            caller.awaitSuccess(SOON);
            assertThat(newest(gateway).path("media").toString())
                    .contains("\"everHeard\":false", "\"everHeard\":true");
        }
    }

    @Test
    void aTrunkThatRefusesOurPasswordTwice(Lab lab) throws Exception {
        int port = Ports.free();
        try (var gateway =
                        gateway(
                                lab,
                                "password",
                                port,
                                "trunks.pbx.username=us",
                                "trunks.pbx.password=not the password");
                var _ = answering(lab, "password", "answer-challenge", port, "8");
                var _ = calling(lab, "password", gateway, "2000")) {
            assertThat(diagnosis(gateway))
                    .startsWith("pbx did not accept our user name and password (401 Unauthorized")
                    .endsWith("check username and password of trunk pbx");
            assertThat(trace(gateway, "--last", "--json"))
                    .contains("response=\\\"****")
                    .doesNotContainPattern("response=\\\\\"[0-9a-f]");
        }
    }

    private static Gateway gateway(Lab lab, String name, int pbx, String... more) {
        var settings =
                new ArrayList<>(
                        List.of(
                                "trunks.pbx.uri=sip:127.0.0.1:" + pbx,
                                "trunks.pbx.watch=off",
                                "routes=[{to: \"9\", trunk: pbx}]"));
        settings.addAll(List.of(more));
        return Gateway.start(lab.folder("gateway-ladder-" + name), settings.toArray(String[]::new));
    }

    private static Sipp answering(
            Lab lab, String name, String scenario, int port, String payloadType) {
        return Sipp.answering(
                lab.folder("sipp-ladder-" + name),
                scenario,
                port,
                1500,
                "-key",
                "payload",
                payloadType);
    }

    private static Sipp calling(Lab lab, String name, Gateway gateway, String millis) {
        return Sipp.calling(
                lab.folder("sipp-ladder-caller-" + name),
                "call-tone",
                Ports.free(),
                gateway.sip().getPort(),
                "9",
                "bob",
                "bob",
                1000,
                "-m",
                "1",
                "-d",
                millis);
    }

    private static String diagnosis(Gateway gateway) {
        Patience.await(
                "a diagnosis", SOON, () -> !newest(gateway).at("/diagnosis/text").isMissingNode());
        return newest(gateway).at("/diagnosis/text").asString();
    }

    private static JsonNode newest(Gateway gateway) {
        return JSON.readTree(get(gateway, "?limit=1")).path("calls").path(0);
    }

    /** Every message of the newest call. */
    static String ladder(Gateway gateway) {
        return get(gateway, "/" + newest(gateway).path("id").asString() + "/ladder.json");
    }

    private static String get(Gateway gateway, String what) {
        var request =
                HttpRequest.newBuilder(URI.create(gateway.origin() + "/v1/calls" + what)).build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("/v1/calls did not answer", e);
        }
    }

    /** What {@code ./ringdown trace} prints. */
    private static String trace(Gateway gateway, String... options)
            throws IOException, InterruptedException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-jar",
                                Path.of("../server/target/ringdown.jar").toString(),
                                "trace",
                                "--url",
                                gateway.origin()));
        command.addAll(List.of(options));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }
}
