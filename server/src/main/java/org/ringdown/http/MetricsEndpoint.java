package org.ringdown.http;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.ringdown.config.Configuration.Permission;
import org.ringdown.config.Loopback;
import org.ringdown.metrics.Metrics;

/** GET /metrics: for whoever asks from this machine, and elsewhere for whoever shows a key that may. */
final class MetricsEndpoint implements Endpoint {
    static final String PATH = "/metrics";

    private final ApiKeys keys;
    private final Metrics metrics;

    MetricsEndpoint(ApiKeys keys, Metrics metrics) {
        this.keys = keys;
        this.metrics = metrics;
    }

    @Override
    public Answer answer(Ask ask) throws IOException {
        var refusal = refusal(ask);
        if (refusal.isPresent()) return refusal.get();
        var page = metrics.read(ask.header("Accept").orElse(""));
        return new Answer(
                200,
                Map.of("Content-Type", page.contentType(), "Cache-Control", "no-store"),
                page.body());
    }

    private Optional<Answer> refusal(Ask ask) {
        if (Loopback.is(ask.visitor().address())) return Optional.empty();
        return keys.refusal(ask, Permission.METRICS, "This API key may not read figures.");
    }
}
