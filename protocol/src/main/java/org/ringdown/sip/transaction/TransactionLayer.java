package org.ringdown.sip.transaction;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.ringdown.sip.Headers;
import org.ringdown.sip.Methods;
import org.ringdown.sip.Refusal;
import org.ringdown.sip.ResponseTarget;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipMessage;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.transaction.Event.Heard;
import org.ringdown.sip.transaction.Event.Said;
import org.ringdown.sip.transaction.Step.Do;

/**
 * The transactions of one SIP shard (RFC 3261 §17 and RFC 6026): messages and the time in, {@link Output}s to act on out.
 *
 * <p>It does by itself what needs no decision: repeats what may be lost and absorbs what is repeated, answers INVITE with 100 and
 * CANCEL with 200 or 481, acknowledges refusals, answers a request that came by two ways with 482 (§8.2.2.2) and, when its
 * table is full, any new one with 503. These refusals keep no state.
 *
 * <p>{@code now} is in nanoseconds of any monotonic clock, wherever that began. One thread at a time.
 */
public final class TransactionLayer {
    /** Seconds for whoever meets a full table; the transactions that fill it last half a minute. */
    private static final Headers RETRY_AFTER = Headers.NONE.with("Retry-After", "5");

    private static final Refusal BUSY = new Refusal(503, "Service Unavailable", RETRY_AFTER);

    private final TimerValues timers;
    private final TransactionTable table;
    private long strays;

    /** @param capacity how many transactions of others there may be at once, and as many again of ours: a BYE must find room */
    public TransactionLayer(TimerValues timers, int capacity) {
        this.timers = timers;
        this.table = new TransactionTable(capacity);
    }

    /** How many transactions there are. */
    public int size() {
        return table.size();
    }

    /** How many messages belonged to nothing we know, or could not be answered, and were dropped. */
    public long strays() {
        return strays;
    }

    /** When {@link #expire} is to be called; empty while nothing waits. */
    public OptionalLong nextDeadline() {
        var first = table.first();
        return first.isPresent() ? OptionalLong.of(first.get().deadline()) : OptionalLong.empty();
    }

    /**
     * Whether a request belongs to a transaction there already is: then it must come here without being checked again, since
     * its proof of a password, for one, is used up. Of an ACK or CANCEL: whether its INVITE does.
     */
    public boolean knows(SipRequest request, Flow flow) {
        return table.find(TransactionId.received(request, flow.transport())).isPresent();
    }

    /** Takes in a message whose headers {@link org.ringdown.sip.Validation} (requests) or the parser (responses) found sound. */
    public List<Output> received(SipMessage message, Flow flow, long now) {
        var turn = turn(now);
        switch (message) {
            case SipResponse response -> response(response, turn);
            case SipRequest request -> request(request, flow, turn);
        }
        return turn.outputs();
    }

    /**
     * Sends a request other than ACK and CANCEL. Its top Via has a branch of ours never used before, from {@link Ids#branch}; its
     * transaction is {@link TransactionId#sent}.
     */
    public List<Output> send(SipRequest request, Flow flow, long now) {
        if (request.is(Methods.ACK) || request.is(Methods.CANCEL)) {
            throw new IllegalArgumentException(request.method() + " has a way of its own");
        }
        var id = TransactionId.sent(request);
        if (table.find(id).isPresent()) throw new IllegalArgumentException("a branch used before");
        var turn = turn(now);
        if (table.isFullOfOurs()) {
            turn.add(new Output.TransportFailed(id));
            turn.add(new Output.Ended(id));
        } else {
            turn.begin(table.addClient(id, request, flow, false), Optional.empty());
        }
        return turn.outputs();
    }

    /**
     * Acknowledges a 2xx to our INVITE: sends the ACK, and sends it again whenever that 2xx comes again (RFC 3261 §13.2.2.4).
     * Its To is that of the 2xx.
     */
    public List<Output> acknowledge(TransactionId invite, SipRequest ack, Flow flow) {
        var transmit = Output.Transmit.of(flow, ack.toBytes(), Optional.empty());
        table.find(invite)
                .ifPresent(transaction -> transaction.keepAck(Transaction.fork(ack), transmit));
        return List.of(transmit.copy());
    }

    /**
     * Cancels our INVITE: at once, or as soon as it is answered provisionally (RFC 3261 §9.1). Its final response, 487 in the best
     * case, is still to come; a 2xx that crosses the CANCEL too. Does nothing once there is one.
     */
    public List<Output> cancel(TransactionId invite, long now) {
        return tell(invite, Said.CANCEL, now);
    }

    /** The same, saying why in a Reason header (RFC 3326). */
    public List<Output> cancel(TransactionId invite, String reason, long now) {
        table.find(invite).ifPresent(transaction -> transaction.cancelReason = Optional.of(reason));
        return cancel(invite, now);
    }

    /** Answers another's request. Does nothing after a final response, or when the transaction is over. */
    public List<Output> respond(TransactionId id, SipResponse response, long now) {
        var turn = turn(now);
        table.find(id).ifPresent(transaction -> respond(transaction, response, turn));
        return turn.outputs();
    }

    /** A {@link Output.Transmit} of this transaction could not be sent. */
    public List<Output> transportFailed(TransactionId id, long now) {
        return tell(id, Event.Transport.FAILED, now);
    }

    /** A connection is gone: what we asked there will not be answered. Others' requests may be answered on a new one. */
    public List<Output> flowFailed(Flow flow, long now) {
        var turn = turn(now);
        table.clientsOn(flow).forEach(transaction -> turn.on(transaction, Event.Transport.FAILED));
        return turn.outputs();
    }

    /** Does all that is due by {@code now}. */
    public List<Output> expire(long now) {
        var turn = turn(now);
        for (var first = table.first(); isDue(first, now); first = table.first()) {
            turn.on(first.get(), first.get().due());
        }
        return turn.outputs();
    }

    private static boolean isDue(Optional<Transaction> transaction, long now) {
        return transaction.isPresent() && transaction.get().deadline() - now <= 0;
    }

    private Turn turn(long now) {
        return new Turn(table, timers, now);
    }

    private List<Output> tell(TransactionId id, Event event, long now) {
        var turn = turn(now);
        table.find(id).ifPresent(transaction -> turn.on(transaction, event));
        return turn.outputs();
    }

    private void request(SipRequest request, Flow flow, Turn turn) {
        var id = TransactionId.received(request, flow.transport());
        var known = table.find(id);
        if (request.is(Methods.ACK)) {
            acknowledged(known, request, turn);
        } else if (request.is(Methods.CANCEL)) {
            cancelled(known, ResponseTarget.stamp(request, flow.remote()), flow, turn);
        } else if (known.isPresent()) {
            turn.on(known.get(), Heard.REQUEST_AGAIN, Optional.of(request));
        } else {
            unknown(id, ResponseTarget.stamp(request, flow.remote()), flow, turn);
        }
    }

    /** The ACK for a refusal has the branch of its INVITE (§17.2.3), that for a 2xx is found by its dialog. */
    private void acknowledged(Optional<Transaction> known, SipRequest ack, Turn turn) {
        known.filter(invite -> invite.accepts(ack))
                .or(() -> table.acknowledged(ack))
                .ifPresentOrElse(
                        invite -> turn.on(invite, Heard.ACK, Optional.of(ack)), () -> strays++);
    }

    /** §9.2. The answer has the To tag of the answers to the INVITE, as far as there were any. */
    private void cancelled(Optional<Transaction> invite, SipRequest cancel, Flow flow, Turn turn) {
        if (invite.isEmpty()) {
            refuse(cancel, new Refusal(481, "Call/Transaction Does Not Exist"), flow, turn);
            return;
        }
        var tag = invite.get().localTag;
        reply(
                Responses.to(cancel, 200, "OK", tag.isEmpty() ? Ids.statelessTag(cancel) : tag),
                flow,
                turn);
        turn.on(invite.get(), Heard.CANCEL, Optional.of(cancel));
    }

    private void unknown(TransactionId id, SipRequest request, Flow flow, Turn turn) {
        if (table.isMerged(request, flow)) {
            refuse(request, new Refusal(482, "Loop Detected"), flow, turn);
        } else if (table.isFullOfOthers()) {
            refuse(request, BUSY, flow, turn);
        } else {
            back(request, flow)
                    .ifPresentOrElse(back -> serve(id, request, back, flow, turn), () -> strays++);
        }
    }

    private void serve(TransactionId id, SipRequest request, Flow back, Flow source, Turn turn) {
        var transaction = table.addServer(id, request, back, source);
        if (request.is(Methods.INVITE)) {
            transaction.message = Responses.to(request, 100, "Trying").toBytes();
        }
        turn.begin(transaction, Optional.of(request));
    }

    private void refuse(SipRequest request, Refusal refusal, Flow flow, Turn turn) {
        reply(Responses.to(request, refusal, Ids.statelessTag(request)), flow, turn);
    }

    /** Answers without a transaction, so that every repetition gets the same answer again (§8.2.7). */
    private void reply(SipResponse response, Flow flow, Turn turn) {
        back(response, flow)
                .ifPresentOrElse(
                        back ->
                                turn.add(
                                        Output.Transmit.of(
                                                back, response.toBytes(), Optional.empty())),
                        () -> strays++);
    }

    /** The way back of responses to what has this top Via, stamped. */
    private static Optional<Flow> back(SipMessage message, Flow flow) {
        if (flow.reliable()) return Optional.of(flow);
        return ResponseTarget.of(message.headers().via()).map(flow::to);
    }

    private void respond(Transaction transaction, SipResponse response, Turn turn) {
        var step =
                transaction.machine.on(
                        transaction.state, said(response), transaction.flow.reliable());
        boolean late = !step.actions().contains(Do.SEND); // the response that counts stays as it is
        if (late) return;
        transaction.message = response.toBytes();
        transaction.localTag = Transaction.fork(response);
        if (isChallenge(response)) table.ignoreMerges(transaction);
        if (step.next() == State.ACCEPTED) table.awaitAck(transaction, response);
        turn.follow(transaction, step, Optional.empty());
    }

    /** Some phones answer a challenge under the number of the request that met it: that is no merged request. */
    private static boolean isChallenge(SipResponse response) {
        return response.status() == 401 || response.status() == 407;
    }

    private static Event said(SipResponse response) {
        if (response.isProvisional()) return Said.PROVISIONAL;
        return response.isSuccess() ? Said.SUCCESS : Said.FAILURE;
    }

    private void response(SipResponse response, Turn turn) {
        var transaction = table.find(TransactionId.answered(response));
        boolean forUs = response.headers().all("Via").size() == 1; // §8.1.3.3
        if (transaction.isPresent() && forUs) {
            heard(transaction.get(), response)
                    .ifPresent(event -> turn.on(transaction.get(), event, Optional.of(response)));
        } else {
            strays++;
        }
    }

    /** Empty for what cannot be told apart any more. */
    private static Optional<Event> heard(Transaction transaction, SipResponse response) {
        if (response.isProvisional()) return Optional.of(Heard.PROVISIONAL);
        if (!response.isSuccess()) return Optional.of(Heard.FAILURE);
        return transaction.machine == Machine.INVITE_CLIENT
                ? transaction.success(Transaction.fork(response))
                : Optional.of(Heard.SUCCESS);
    }
}
