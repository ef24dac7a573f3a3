package org.ringdown.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.DoubleSupplier;

/** What is true at the moment of asking. */
final class NodeMetrics {
    private NodeMetrics() {}

    static void register(PrometheusRegistry registry, Node node) {
        gauge(
                registry,
                "ringdown_calls_active",
                "Calls that have begun and not ended.",
                node::calls);
        gauge(registry, "ringdown_pages", "Pages that are connected.", node::pages);
        gauge(
                registry,
                "ringdown_legs_active",
                "Open legs: each has sockets and buffers.",
                node::legs);
        gauge(
                registry,
                "ringdown_lines_registered",
                "Lines of users that are registered at their registrar.",
                node::linesRegistered);
        GaugeWithCallback.builder()
                .name("ringdown_trunk_up")
                .help("Whether a trunk answered when it was asked last; 1 until it has been asked.")
                .labelNames("trunk")
                .callback(each -> node.trunks().forEach((name, up) -> each.call(up ? 1 : 0, name)))
                .register(registry);
        CounterWithCallback.builder()
                .name("ringdown_rtp_packets_total")
                .help("Packets of sound: in from far ends, out to them.")
                .labelNames("direction")
                .callback(each -> {
                    each.call(node.packetsHeard(), "in");
                    each.call(node.packetsSpoken(), "out");
                })
                .register(registry);
        CounterWithCallback.builder()
                .name("ringdown_rtp_packets_repaired_total")
                .help(
                        "Packets of far ends that got lost and were heard all the same, as later ones said them again.")
                .callback(each -> each.call(node.packetsRepaired()))
                .register(registry);
        CounterWithCallback.builder()
                .name("ringdown_media_oddities_total")
                .help(
                        "Packets and datagrams that were not as they should be, and what was done about them.")
                .labelNames("what")
                .callback(each -> node.oddities().forEach((what, count) -> each.call(count, what)))
                .register(registry);
        CounterWithCallback.builder()
                .name("ringdown_mistakes_total")
                .help(
                        "Messages whose handling failed by a mistake of this program; each is in the log.")
                .callback(each -> each.call(node.mistakes()))
                .register(registry);
    }

    private static void gauge(
            PrometheusRegistry registry, String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(each -> each.call(value.getAsDouble()))
                .register(registry);
    }
}
