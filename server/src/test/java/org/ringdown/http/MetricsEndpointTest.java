package org.ringdown.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Figures are for this machine, and elsewhere for whoever shows a key. */
class MetricsEndpointTest {
    private static final String ELSEWHERE = "203.0.113.9";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Served live = Served.behindProxy("127.0.0.1/32");

    @AfterEach
    void close() {
        client.close();
        live.close();
    }

    @Test
    void thisMachineReadsThemAsText() throws Exception {
        var answer = ask("127.0.0.1", "");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        assertThat(answer.body())
                .contains("ringdown_build_info{version=\"test\"} 1", "jvm_memory_used_bytes");
    }

    @Test
    void theyAreReadAgain() throws Exception {
        ask("127.0.0.1", "");
        assertThat(ask("127.0.0.1", "").statusCode()).isEqualTo(200);
    }

    @Test
    void whoeverAsksForOpenMetricsGetsThem() throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(live.url("/metrics")))
                        .header("Accept", "application/openmetrics-text; version=1.0.0")
                        .build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/openmetrics-text");
        assertThat(answer.body()).endsWith("# EOF\n");
    }

    @Test
    void whoComesFromElsewhereNeedsAKey() throws Exception {
        assertThat(ask(ELSEWHERE, "").statusCode()).isEqualTo(401);
        assertThat(ask(ELSEWHERE, Served.STOP_KEY).statusCode()).isEqualTo(403);
        assertThat(ask(ELSEWHERE, Served.METRICS_KEY).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> ask(String from, String key) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(live.url("/metrics")))
                        .header("X-Forwarded-For", from);
        if (!key.isEmpty()) request.header("Authorization", "Bearer " + key);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
