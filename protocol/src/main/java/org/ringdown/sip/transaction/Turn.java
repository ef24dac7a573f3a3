package org.ringdown.sip.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ringdown.sip.Methods;
import org.ringdown.sip.SipMessage;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.transaction.Step.Do;
import org.ringdown.sip.transaction.Step.Start;
import org.ringdown.sip.transaction.Step.Stop;

/** What one input does to a layer's transactions: follows the steps of their machines and collects what comes out. */
final class Turn {
    private static final byte[] NOTHING = {};

    private final TransactionTable table;
    private final TimerValues timers;
    private final long now;
    private final List<Output> out = new ArrayList<>();

    Turn(TransactionTable table, TimerValues timers, long now) {
        this.table = table;
        this.timers = timers;
        this.now = now;
    }

    List<Output> outputs() {
        return out;
    }

    void add(Output output) {
        out.add(output);
    }

    void begin(Transaction transaction, Optional<SipMessage> message) {
        follow(transaction, transaction.machine.begin(transaction.flow.reliable()), message);
    }

    /** An event that no message comes with. */
    void on(Transaction transaction, Event event) {
        on(transaction, event, Optional.empty());
    }

    void on(Transaction transaction, Event event, Optional<SipMessage> message) {
        follow(
                transaction,
                transaction.machine.on(transaction.state, event, transaction.flow.reliable()),
                message);
    }

    void follow(Transaction transaction, Step step, Optional<SipMessage> message) {
        transaction.state = step.next();
        for (var action : step.actions()) {
            switch (action) {
                case Start(var timer) -> transaction.start(timer, timers, now);
                case Stop(var timer) -> transaction.stop(timer);
                case Do.DELIVER -> message.ifPresent(it -> deliver(transaction, it));
                case Do.ACKNOWLEDGE ->
                        message.ifPresent(it -> acknowledge(transaction, (SipResponse) it));
                case Do.ACKNOWLEDGE_AGAIN ->
                        message.ifPresent(it -> acknowledgeAgain(transaction, it));
                case Do.SEND -> send(transaction);
                case Do.SLOW_DOWN -> transaction.slowDown(timers.t2().toNanos());
                case Do.CANCEL ->
                        transaction.request.ifPresent(invite -> cancel(invite, transaction));
                case Do.TIME_OUT -> tell(transaction, new Output.TimedOut(transaction.id));
                case Do.MISS_ACK -> tell(transaction, new Output.AckMissing(transaction.id));
                case Do.FAIL -> tell(transaction, new Output.TransportFailed(transaction.id));
            }
        }
        if (transaction.state == State.TERMINATED) {
            table.remove(transaction);
            tell(transaction, new Output.Ended(transaction.id));
        } else {
            table.reschedule(transaction);
        }
    }

    private void send(Transaction transaction) {
        out.add(
                Output.Transmit.of(
                        transaction.flow, transaction.message, Optional.of(transaction.id)));
    }

    private void tell(Transaction transaction, Output output) {
        if (!transaction.internal) out.add(output);
    }

    private void deliver(Transaction transaction, SipMessage message) {
        switch (message) {
            case SipResponse response -> response(transaction, response);
            case SipRequest request ->
                    tell(
                            transaction,
                            switch (request.method()) {
                                case Methods.ACK -> new Output.AckReceived(transaction.id, request);
                                case Methods.CANCEL ->
                                        new Output.CancelReceived(transaction.id, request);
                                default ->
                                        new Output.RequestReceived(
                                                transaction.id, request, transaction.source);
                            });
        }
    }

    private void response(Transaction transaction, SipResponse response) {
        boolean repeated = transaction.lastProvisional.filter(response::equals).isPresent();
        if (!repeated) tell(transaction, new Output.ResponseReceived(transaction.id, response));
        if (response.isProvisional()) {
            transaction.lastProvisional = Optional.of(response);
            return;
        }
        transaction.lastProvisional = Optional.empty();
        transaction.request = Optional.empty();
        boolean invited = transaction.machine == Machine.INVITE_CLIENT;
        if (invited && response.isSuccess()) transaction.noteSuccess(Transaction.fork(response));
        if (!invited || response.isSuccess()) transaction.message = NOTHING; // else it is the ACK
    }

    /** Of a refusal; the ACK made for the first one serves its repetitions. */
    private void acknowledge(Transaction transaction, SipResponse refusal) {
        transaction.request.ifPresent(
                invite -> transaction.message = Companions.ack(invite, refusal).toBytes());
        send(transaction);
    }

    private void acknowledgeAgain(Transaction transaction, SipMessage success) {
        transaction.ackFor(Transaction.fork(success)).ifPresent(ack -> out.add(ack.copy()));
    }

    private void cancel(SipRequest invite, Transaction transaction) {
        var cancel = Companions.cancel(invite, transaction.cancelReason);
        var id = TransactionId.sent(cancel);
        begin(table.addClient(id, cancel, transaction.flow, true), Optional.empty());
    }
}
