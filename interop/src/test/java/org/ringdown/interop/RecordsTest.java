package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.phone.Digest;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.sound.G711;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway that keeps records is killed in mid-life, and its successor has every call that had ended. */
@Scenario
class RecordsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Pattern ID = Pattern.compile("(?m)^\\{\"id\":\"([^\"]+)\".*\\}$");
    private static final JsonMapper JSON = new JsonMapper();

    /** Between two reports of a browser, at most. */
    private static final Duration REPORTS = Duration.ofSeconds(8);

    @TempDir Path data;

    @Test
    void whoIsKilledHasForgottenNoCallThatHadEnded(Lab lab) throws Exception {
        var calls = new ArrayList<String>();
        try (var gateway = gateway(lab, "before")) {
            for (int i = 0; i < 4; i++) calls.add(callAndHangUp(gateway));
            Patience.await(
                    "ends",
                    SOON,
                    () -> newest(gateway).stream().filter(this::isInAFile).count() == calls.size());
            kill(gateway);
        }
        try (var gateway = gateway(lab, "after")) {
            Patience.await("records", SOON, () -> newest(gateway).size() == calls.size());
            for (var call : newest(gateway)) {
                assertThat(call.path("reason").asString()).isEqualTo("hangup");
                assertThat(call.at("/sides/caller/user").asString()).isEqualTo("bob");
                assertThat(call.at("/route/pattern").asString()).isEqualTo("60?");
                assertThat(call.path("media").toString()).contains("\"codec\":\"pcma\"");
            }
            callAndHangUp(gateway);
            Patience.await("one more", SOON, () -> newest(gateway).size() == calls.size() + 1);
        }
        assertThat(newestIn(data)).hasSize(calls.size() + 1).doesNotHaveDuplicates();
    }

    /** What a browser reports of what it hears is in the record, beside what we heard ourselves. */
    @Test
    void aRecordTellsHowItSounded(Lab lab) {
        try (var gateway = gateway(lab, "quality");
                var page =
                        PhonePage.open(lab.chromium(), lab.pages(), gateway, "alice", "quality")) {
            page.dial("600");
            page.awaitAnswered();
            assertThat(page.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            Patience.pause(REPORTS);
            page.hangup();
            page.awaitEnd();
            Patience.await("record", SOON, () -> !newestIn(data).isEmpty());

            var media = newest(gateway).getFirst().path("media").path(0);
            assertThat(media.path("mos").asDouble()).isBetween(4.0, 4.5);
            assertThat(media.path("jitterMs").asDouble()).isLessThan(50);
            assertThat(media.at("/farEnd/packetsMissing").asInt()).isLessThan(20);
            assertThat(media.at("/farEnd/roundTripMs").asDouble(-1)).isBetween(0.0, 500.0);
            callAndHangUp(gateway);
            Patience.await(
                    "the figures of both calls",
                    SOON,
                    () -> isCounted(gateway.get("/metrics").body()));
        }
    }

    private static boolean isCounted(String figures) {
        return figures.lines()
                .toList()
                .containsAll(
                        List.of(
                                ended("page"),
                                ended("sip"),
                                "ringdown_calls_active 0.0",
                                "ringdown_one_way_legs_total 0.0",
                                "ringdown_sip_requests_total{direction=\"in\",method=\"BYE\"} 1.0"));
    }

    private static String ended(String from) {
        return "ringdown_calls_total{answered=\"true\",from=\"%s\",result=\"hangup\",to=\"app\",trunk=\"\"} 1.0"
                .formatted(from);
    }

    private Gateway gateway(Lab lab, String name) {
        return Gateway.start(lab.folder("gateway-records-" + name), "store.folder=" + data);
    }

    private static String callAndHangUp(Gateway gateway) {
        try (var phone = ScriptedPhone.open("bob")) {
            var call =
                    phone.dial(
                            gateway.uri("600"),
                            List.of("PCMA"),
                            Optional.of(new Digest("bob", "bob")));
            call.rtp().say(Voice.tone(G711.PCMA, 1000));
            call.awaitAnswer(SOON);
            assertThat(call.rtp().awaitTone(1000).good()).isTrue();
            call.hangup();
            return call.id();
        }
    }

    /** SIGKILL: it has no time for anything. */
    private static void kill(Gateway gateway) {
        ProcessHandle.of(gateway.pid()).orElseThrow().destroyForcibly();
        Patience.await("death", SOON, () -> !gateway.alive());
    }

    private boolean isInAFile(JsonNode call) {
        return call.path("state").asString().equals("ended")
                && (newestIn(data).contains(call.path("id").asString())
                        || ids(data.resolve("endings.jsonl")).contains(call.path("id").asString()));
    }

    private static List<JsonNode> newest(Gateway gateway) {
        var calls = JSON.readTree(gateway.get("/v1/calls").body()).path("calls");
        return calls.valueStream().toList();
    }

    private static List<String> newestIn(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("calls-"))
                    .flatMap(file -> ids(file).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> ids(Path file) {
        if (!Files.exists(file)) return List.of();
        try {
            return ID.matcher(Files.readString(file))
                    .results()
                    .map(found -> found.group(1))
                    .toList();
        } catch (IOException gone) {
            return List.of();
        }
    }
}
