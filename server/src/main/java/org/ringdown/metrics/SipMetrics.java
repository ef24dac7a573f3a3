package org.ringdown.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ringdown.sip.SipMessage;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.locate.Hop;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.way.SipDoor;
import org.ringdown.way.SipTransport;

/** SIP messages that pass the gateway's ports, repetitions too. */
final class SipMetrics {
    private static final String IN = "in";
    private static final String OUT = "out";

    private final Counter requests;
    private final Counter responses;
    private final Counter malformed;

    SipMetrics(PrometheusRegistry registry) {
        requests =
                Counter.builder()
                        .name("ringdown_sip_requests_total")
                        .help("SIP requests that came or went, repetitions too.")
                        .labelNames("direction", "method")
                        .register(registry);
        responses =
                Counter.builder()
                        .name("ringdown_sip_responses_total")
                        .help("SIP responses that came or went, repetitions too.")
                        .labelNames("direction", "code")
                        .register(registry);
        malformed =
                Counter.builder()
                        .name("ringdown_sip_malformed_total")
                        .help("Datagrams at the SIP port that begin like no SIP message.")
                        .register(registry);
    }

    SipDoor watch(SipDoor door) {
        return new SipDoor() {
            @Override
            public void datagram(ByteBuffer datagram, Flow from) {
                count(IN, datagram);
                door.datagram(datagram, from);
            }

            @Override
            public boolean message(SipMessage message, Flow from) {
                switch (message) {
                    case SipRequest request -> request(IN, FirstWord.known(request.method()));
                    case SipResponse response -> response(IN, response.status());
                }
                return door.message(message, from);
            }

            @Override
            public void closed(Flow flow) {
                door.closed(flow);
            }
        };
    }

    SipTransport watch(SipTransport transport) {
        return new SipTransport() {
            @Override
            public void send(Flow flow, ByteBuffer message, Runnable failed) {
                count(OUT, message);
                transport.send(flow, message, failed);
            }

            @Override
            public void locate(SipUri target, Consumer<List<Hop>> found) {
                transport.locate(target, found);
            }

            @Override
            public void connect(Hop hop, Consumer<Optional<Flow>> connected) {
                transport.connect(hop, connected);
            }

            @Override
            public void reconnect(Flow broken, SipUri target, Consumer<Optional<Flow>> connected) {
                transport.reconnect(broken, target, connected);
            }

            @Override
            public boolean isOpen(Flow flow) {
                return transport.isOpen(flow);
            }

            @Override
            public String sentBy(Flow flow) {
                return transport.sentBy(flow);
            }
        };
    }

    private void count(String direction, ByteBuffer message) {
        switch (FirstWord.of(message)) {
            case FirstWord.Method(var name) -> request(direction, name);
            case FirstWord.Code(var code) -> response(direction, code);
            case FirstWord.Neither() -> malformed.inc();
        }
    }

    private void request(String direction, String method) {
        requests.labelValues(direction, method).inc();
    }

    private void response(String direction, int code) {
        responses.labelValues(direction, Integer.toString(code)).inc();
    }
}
