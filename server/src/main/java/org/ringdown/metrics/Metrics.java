package org.ringdown.metrics;

import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.ringdown.call.CallRecords;
import org.ringdown.media.MediaWatch;
import org.ringdown.way.SipDoor;
import org.ringdown.way.SipTransport;

/** All figures of one gateway. */
public final class Metrics {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final CallMetrics calls = new CallMetrics(registry);
    private final LegMetrics legs = new LegMetrics(registry);
    private final SipMetrics sip = new SipMetrics(registry);
    private boolean complete;

    /** What one who reads them gets. */
    public record Page(String contentType, byte[] body) {}

    public Metrics(String version) {
        Info.builder()
                .name("ringdown_build_info")
                .help("Always 1; which version this is.")
                .labelNames("version")
                .register(registry)
                .addLabelValues(version);
    }

    /** Each {@code watch} gives back a port that does what the given one does, and counts. */
    public CallRecords watch(CallRecords records) {
        return calls.watch(records);
    }

    public MediaWatch watch(MediaWatch watch) {
        return legs.watch(watch);
    }

    public SipTransport watch(SipTransport transport) {
        return sip.watch(transport);
    }

    public SipDoor watch(SipDoor door) {
        return sip.watch(door);
    }

    /** From now on tells what this gateway has at the time of asking, too. */
    public void follow(Node node) {
        NodeMetrics.register(registry, node);
    }

    /**
     * All figures as they are now.
     *
     * @param accept the formats that are understood, as HTTP says it; text where it says nothing
     */
    public Page read(String accept) throws IOException {
        complete();
        var writer = ExpositionFormats.init().findWriter(accept);
        var out = new ByteArrayOutputStream();
        writer.write(out, registry.scrape());
        return new Page(writer.getContentType(), out.toByteArray());
    }

    /** The virtual machine's own figures take a while to set up, which nobody should wait for when the program starts. */
    private synchronized void complete() {
        if (complete) return;
        complete = true;
        JvmMetrics.builder().register(registry);
    }
}
