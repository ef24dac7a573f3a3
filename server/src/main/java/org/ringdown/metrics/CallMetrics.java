package org.ringdown.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import org.ringdown.call.CallPlaced;
import org.ringdown.call.CallRecord;
import org.ringdown.call.CallRecords;
import org.ringdown.call.Opinion;

/** What became of calls. */
final class CallMetrics {
    private final Counter calls;
    private final Counter opinions;
    private final Histogram answered;
    private final Histogram duration;

    CallMetrics(PrometheusRegistry registry) {
        calls =
                Counter.builder()
                        .name("ringdown_calls_total")
                        .help(
                                "Calls that have ended: from a page or by SIP; to a user, app, trunk, line or SIP address; over which trunk (the first that was to be tried); whether anybody answered; and why they ended.")
                        .labelNames("from", "to", "trunk", "answered", "result")
                        .register(registry);
        opinions =
                Counter.builder()
                        .name("ringdown_call_opinions_total")
                        .help("What users said of their calls: 1 (bad) to 5 (excellent).")
                        .labelNames("score")
                        .register(registry);
        answered =
                Histogram.builder()
                        .name("ringdown_call_answer_seconds")
                        .help("From the beginning of a call to its answer.")
                        .classicOnly()
                        .classicUpperBounds(0.1, 0.5, 1, 2, 5, 10, 20, 30, 60)
                        .register(registry);
        duration =
                Histogram.builder()
                        .name("ringdown_call_duration_seconds")
                        .help("From the answer of a call to its end.")
                        .classicOnly()
                        .classicUpperBounds(1, 5, 15, 30, 60, 180, 300, 600, 1800, 3600, 7200)
                        .register(registry);
    }

    CallRecords watch(CallRecords records) {
        return new CallRecords() {
            @Override
            public void placed(CallPlaced call) {
                records.placed(call);
            }

            @Override
            public void ended(CallRecord call) {
                count(call);
                records.ended(call);
            }

            @Override
            public void rated(Opinion opinion) {
                opinions.labelValues(Integer.toString(opinion.score())).inc();
                records.rated(opinion);
            }
        };
    }

    private void count(CallRecord call) {
        var route = call.setup().route();
        calls.labelValues(
                        call.callerKind(),
                        route.isKnown() ? route.kind() : "unknown",
                        route.trunks().isEmpty() ? "" : route.trunks().getFirst(),
                        Boolean.toString(call.answered().isPresent()),
                        call.ending().reason().word())
                .inc();
        call.answered()
                .ifPresent(when -> {
                    answered.observe(seconds(call.placed(), when));
                    duration.observe(seconds(when, call.ended()));
                });
    }

    /** The clock may have been set back meanwhile. */
    private static double seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis() / 1000.0);
    }
}
