package org.ringdown.sip.transaction;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.ringdown.sip.SipMessage;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;

/** A {@link TransactionLayer} under a virtual clock, and all that came out of it since the last look. */
final class Shard {
    /** The nanosecond clock wraps five seconds after every test begins. */
    private static final long START = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();

    final TransactionLayer layer;
    private long now = START;
    private final List<Output> outputs = new ArrayList<>();
    private final List<Long> sendTimes = new ArrayList<>();

    Shard() {
        this(1000);
    }

    Shard(int capacity) {
        layer = new TransactionLayer(TimerValues.STANDARD, capacity);
    }

    void send(SipRequest request, Flow flow) {
        note(layer.send(request, flow, now));
    }

    void receive(SipMessage message, Flow flow) {
        note(layer.received(message, flow, now));
    }

    void respond(TransactionId id, SipResponse response) {
        note(layer.respond(id, response, now));
    }

    void acknowledge(TransactionId id, SipRequest ack, Flow flow) {
        note(layer.acknowledge(id, ack, flow));
    }

    void cancel(TransactionId id) {
        note(layer.cancel(id, now));
    }

    void fail(TransactionId id) {
        note(layer.transportFailed(id, now));
    }

    void fail(Flow flow) {
        note(layer.flowFailed(flow, now));
    }

    /** Lets that much time pass, waking at every deadline on the way. */
    void pass(Duration time) {
        long until = now + time.toNanos();
        for (var next = layer.nextDeadline(); next.isPresent() && next.getAsLong() - until <= 0; ) {
            now = next.getAsLong();
            note(layer.expire(now));
            next = layer.nextDeadline();
        }
        now = until;
    }

    /** What came out since the last call, the transmissions parsed. */
    List<Object> news() {
        var news = new ArrayList<Object>();
        for (var output : outputs) {
            news.add(
                    output instanceof Output.Transmit sent
                            ? SipTexts.parse(sent.message())
                            : output);
        }
        outputs.clear();
        sendTimes.clear();
        return news;
    }

    /** The first lines of what was transmitted since the last call, and the names of what was told. */
    List<String> summary() {
        return news().stream().map(Shard::summary).toList();
    }

    /** When something was transmitted since the last call, in milliseconds since the beginning. */
    List<Long> sendTimes() {
        var times = List.copyOf(sendTimes);
        outputs.clear();
        sendTimes.clear();
        return times;
    }

    /** The outputs of this kind since the last call, which are then gone. */
    <T extends Output> List<T> only(Class<T> kind) {
        var found = outputs.stream().filter(kind::isInstance).map(kind::cast).toList();
        outputs.clear();
        sendTimes.clear();
        return found;
    }

    private void note(List<Output> news) {
        outputs.addAll(news);
        for (var output : news) {
            if (output instanceof Output.Transmit) sendTimes.add((now - START) / 1_000_000);
        }
    }

    private static String summary(Object news) {
        return switch (news) {
            case SipRequest request -> request.method();
            case SipResponse response ->
                    response.status() + " " + response.headers().cseq().method();
            case Output.ResponseReceived(_, var response) ->
                    "ResponseReceived " + response.status();
            default -> news.getClass().getSimpleName();
        };
    }
}
