package org.ringdown.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.concurrent.TimeUnit;
import org.ringdown.media.MediaNote;
import org.ringdown.media.MediaWatch;

/** How the sound of legs travelled, told when a leg ends. */
final class LegMetrics {
    private final Histogram mos;
    private final Histogram jitter;
    private final Histogram roundTrip;
    private final Counter lost;
    private final Counter oneWay;

    LegMetrics(PrometheusRegistry registry) {
        mos =
                Histogram.builder()
                        .name("ringdown_leg_mos")
                        .help(
                                "What listeners would say of what a leg sent us, 1 to 4.5 (ITU-T G.107).")
                        .classicOnly()
                        .classicUpperBounds(2, 2.5, 3, 3.5, 3.8, 4, 4.2, 4.3, 4.4)
                        .register(registry);
        jitter =
                Histogram.builder()
                        .name("ringdown_leg_jitter_seconds")
                        .help("Jitter of what a leg sent us, at its end (RFC 3550).")
                        .classicOnly()
                        .classicUpperBounds(0.001, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2)
                        .register(registry);
        roundTrip =
                Histogram.builder()
                        .name("ringdown_leg_round_trip_seconds")
                        .help("The way to a leg's far end and back, by its last report.")
                        .classicOnly()
                        .classicUpperBounds(0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 1)
                        .register(registry);
        lost =
                Counter.builder()
                        .name("ringdown_rtp_packets_lost_total")
                        .help("Packets of far ends that never came, of legs that have ended.")
                        .register(registry);
        oneWay =
                Counter.builder()
                        .name("ringdown_one_way_legs_total")
                        .help(
                                "Legs that have ended without a single packet from their far end, although we spoke to it.")
                        .register(registry);
    }

    MediaWatch watch(MediaWatch watch) {
        return (cname, port, note) -> {
            if (note instanceof MediaNote.Closed closed) count(closed);
            watch.noted(cname, port, note);
        };
    }

    private void count(MediaNote.Closed leg) {
        lost.inc(Math.max(0, leg.missing()));
        if (leg.isOneWay()) oneWay.inc();
        if (leg.heard() == 0) return;
        mos.observe(leg.mos());
        jitter.observe(seconds(leg.quality().jitterNanos()));
        leg.quality()
                .far()
                .ifPresent(far ->
                        far.roundTripNanos().ifPresent(nanos -> roundTrip.observe(seconds(nanos))));
    }

    private static double seconds(long nanos) {
        return (double) nanos / TimeUnit.SECONDS.toNanos(1);
    }
}
