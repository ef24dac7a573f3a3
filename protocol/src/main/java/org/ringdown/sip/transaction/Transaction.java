package org.ringdown.sip.transaction;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.ringdown.sip.SipMessage;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;

/**
 * One request and what came of it so far. Its {@link TransactionLayer} alone touches it.
 *
 * <p>Most transactions spend most of their life waiting for repetitions; by then only bytes are kept, not the model.
 */
final class Transaction {
    /** How many far ends of one INVITE are told apart. */
    private static final int MAX_FORKS = 16;

    final TransactionId id;
    final Machine machine;

    /** Where its messages go. */
    final Flow flow;

    /** Where its request came from, which over UDP may be another port; of ours, the same as {@code flow}. */
    final Flow source;

    /** Counts up with every transaction. */
    final long serial;

    /** A CANCEL that the layer sends by itself: nobody is told how it fares. */
    final boolean internal;

    State state = State.TERMINATED;

    /** The request, or the latest response; empty while there is none. */
    byte[] message = {};

    /** Of a client, until its final response. */
    Optional<SipRequest> request = Optional.empty();

    Optional<SipResponse> lastProvisional = Optional.empty();

    /** Of an INVITE client that is no longer wanted, why. */
    Optional<String> cancelReason = Optional.empty();

    /** Of a server, the tag we put in To; empty before. */
    String localTag = "";

    Optional<ServerKeys.Ack> ackKey = Optional.empty();
    Optional<ServerKeys.Merge> mergeKey = Optional.empty();

    /** Of an INVITE client: the far ends that sent 2xx, and the ACK for each once there is one. */
    private Map<String, Optional<Output.Transmit>> successes = Map.of();

    /** Where {@link Deadlines} keeps it; -1 for nowhere. */
    int place = -1;

    private final Alarm repeat = new Alarm();
    private final Alarm end = new Alarm();

    Transaction(
            TransactionId id,
            Machine machine,
            Flow flow,
            Flow source,
            long serial,
            boolean internal) {
        this.id = id;
        this.machine = machine;
        this.flow = flow;
        this.source = source;
        this.serial = serial;
        this.internal = internal;
    }

    void start(Timer timer, TimerValues values, long now) {
        alarm(timer).start(timer, values, now);
    }

    void stop(Timer timer) {
        alarm(timer).stop();
    }

    void slowDown(long interval) {
        repeat.slowDown(interval);
    }

    boolean hasDeadline() {
        return repeat.isRunning() || end.isRunning();
    }

    long deadline() {
        return next().deadline();
    }

    /** The timer that fires at {@link #deadline}. Where both do, the end: nothing is sent for nobody to answer. */
    Timer due() {
        return next().timer();
    }

    boolean isDueBefore(Transaction other) {
        long difference = deadline() - other.deadline();
        return difference == 0 ? serial < other.serial : difference < 0;
    }

    /** What tells the far ends of one INVITE apart: the tag in To, which is ours in what we answer. */
    static String fork(SipMessage message) {
        return message.headers().to().tag().orElse("");
    }

    /** What a 2xx to our INVITE is: new, a repetition, or from one far end too many. */
    Optional<Event> success(String fork) {
        if (successes.containsKey(fork)) return Optional.of(Event.Heard.SUCCESS_AGAIN);
        return successes.size() < MAX_FORKS ? Optional.of(Event.Heard.SUCCESS) : Optional.empty();
    }

    void noteSuccess(String fork) {
        if (successes.isEmpty()) successes = new HashMap<>();
        successes.put(fork, Optional.empty());
    }

    /** Keeps the ACK to be sent again; only for a 2xx that came. */
    void keepAck(String fork, Output.Transmit ack) {
        if (successes.containsKey(fork)) successes.put(fork, Optional.of(ack));
    }

    Optional<Output.Transmit> ackFor(String fork) {
        return successes.getOrDefault(fork, Optional.empty());
    }

    /** Whether an ACK with this branch is for our answer: of RFC 2543 that is told by its To too (§17.2.3). */
    boolean accepts(SipRequest ack) {
        return !(id instanceof TransactionId.Old) || fork(ack).equals(localTag);
    }

    private Alarm next() {
        return repeat.isBefore(end) ? repeat : end;
    }

    private Alarm alarm(Timer timer) {
        return timer.repeats() ? repeat : end;
    }
}
