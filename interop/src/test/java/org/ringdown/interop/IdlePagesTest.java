package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.process.CpuTime;
import org.ringdown.interop.process.Patience;
import tools.jackson.databind.json.JsonMapper;

/** Pages that are open and do nothing cost next to nothing. */
@Scenario
@Alone
class IdlePagesTest {
    private static final int OF_ONE_USER = 40;
    private static final int MOST_KILOBYTES_EACH = 40;
    private static final int WHATEVER =
            100; // five seconds tell little: compilers are at work still
    private static final Duration OPENED = Duration.ofSeconds(120);
    private static final String API_KEY = "a key of the lab, for tokens and nothing else";

    @Test
    void aThousandIdlePages(Lab lab) throws Exception {
        idle(lab.folder("idle"), 1_000, Duration.ofSeconds(5), WHATEVER);
    }

    @Test
    @Tag("long")
    void tenThousandIdlePages(Lab lab) throws Exception {
        idle(lab.folder("idle-long"), 10_000, Duration.ofSeconds(60), 5);
    }

    private static void idle(Path folder, int count, Duration time, int mostPercent)
            throws Exception {
        int users = count / OF_ONE_USER;
        try (var gateway = Gateway.ofSize("768m", folder, configuration(users))) {
            var tokens = tokens(gateway, users);
            try (var _ = IdlePages.open(gateway, 100, i -> tokens.get(i % users), OPENED)) {
                gateway.liveHeap(); // whatever is loaded with the first pages is there by now
            }
            long before = gateway.liveHeap();
            try (var pages = IdlePages.open(gateway, count, i -> tokens.get(i % users), OPENED)) {
                long each = (gateway.liveHeap() - before) / count;
                var used = CpuTime.of(gateway.pid());
                Patience.pause(time);
                used = CpuTime.of(gateway.pid()).minus(used);
                double percent = 100.0 * used.toMillis() / time.toMillis();
                System.out.printf(
                        "%d idle pages: %d kB of heap each, resident %d kB, %.1f %% of a core, %d pings%n",
                        count,
                        each,
                        gateway.footprint().residentKilobytes(),
                        percent,
                        pages.pings());
                assertThat(pages.lost()).isZero();
                assertThat(each).isLessThanOrEqualTo(MOST_KILOBYTES_EACH);
                assertThat(percent).isLessThan(mostPercent);
            }
        }
    }

    private static String configuration(int users) {
        return """
        http: {port: 0}
        sip: {port: 0}
        media: {webrtc-port: 0}
        api-keys: {lab: {key: "%s", may: [tokens]}}
        users: {%s}
        """
                .formatted(
                        API_KEY,
                        IntStream.range(0, users)
                                .mapToObj(i -> "u" + i + ": {password: \"idle, idle, idle\"}")
                                .collect(Collectors.joining(", ")));
    }

    private static List<String> tokens(Gateway gateway, int users)
            throws IOException, InterruptedException {
        var tokens = new ArrayList<String>();
        try (var client = HttpClient.newHttpClient()) {
            for (int i = 0; i < users; i++) {
                var request =
                        HttpRequest.newBuilder(URI.create(gateway.origin() + "/v1/tokens"))
                                .header("Authorization", "Bearer " + API_KEY)
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"user\":\"u%d\"}".formatted(i)))
                                .build();
                var answer = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
                tokens.add(new JsonMapper().readTree(answer).path("token").asString());
            }
        }
        return tokens;
    }
}
