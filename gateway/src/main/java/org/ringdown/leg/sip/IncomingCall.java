package org.ringdown.leg.sip;

import java.util.Optional;
import java.util.OptionalInt;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.dialog.Dialog;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.TransactionId;

/** A call that comes in (RFC 3261 §13.3). */
final class IncomingCall extends InviteUsage {
    private final SipRequest invite;
    private final TransactionId transaction;
    private final String localTag;
    private State state = State.INVITED;
    private Optional<Ending> endAfterAck = Optional.empty();

    private enum State {
        INVITED,
        /** Answered, and not acknowledged yet: BYE has to wait (RFC 3261 §15). */
        ANSWERED,
        TALKING,
        ENDED
    }

    IncomingCall(
            SipWork work,
            String leg,
            String call,
            String callMailbox,
            SipRequest invite,
            TransactionId transaction,
            Flow flow) {
        super(work, leg, call, callMailbox, flow);
        this.invite = invite;
        this.transaction = transaction;
        this.localTag = work.ids().tag(call);
    }

    @Override
    void order(SipOrder order) {
        switch (order) {
            case SipOrder.Progress(_, var status, var reason, var sdp) ->
                    progress(status, reason, sdp);
            case SipOrder.Accept(_, var sdp) -> accept(sdp);
            case SipOrder.AnswerOffer answer -> answerOffer(answer);
            case SipOrder.End(_, var ending) -> end(ending);
            case SipOrder.Invite _ ->
                    throw new IllegalArgumentException("that call came in already");
        }
    }

    private void progress(int status, String reason, Optional<String> sdp) {
        if (state == State.INVITED) work.respond(transaction, with(respond(status, reason), sdp));
    }

    private void accept(String sdp) {
        if (state != State.INVITED) return;
        state = State.ANSWERED;
        var response = with(respond(200, "OK"), Optional.of(sdp));
        dialog = Optional.of(Dialog.asCallee(invite, response));
        dialog.ifPresent(made -> work.dialog(made.id(), this));
        work.respond(transaction, response);
    }

    private SipResponse respond(int status, String reason) {
        return Responses.to(invite, status, reason, localTag);
    }

    private void end(Ending ending) {
        switch (state) {
            case INVITED -> {
                state = State.ENDED;
                var status = SipEndings.status(ending);
                work.respond(transaction, respond(status.code(), status.reason()));
                work.done(this);
            }
            case ANSWERED -> endAfterAck = Optional.of(ending);
            case TALKING -> {
                state = State.ENDED;
                hangUp(ending);
            }
            case ENDED -> {}
        }
    }

    @Override
    void acknowledged(boolean came) {
        if (state == State.ANSWERED) state = State.TALKING;
        if (state != State.TALKING) return;
        if (!came) {
            work.tell(this, new SipEvent.HungUp(OptionalInt.empty()));
            end(Ending.of(EndReason.NETWORK_LOST, Ending.By.SYSTEM));
        } else {
            endAfterAck.ifPresent(this::end);
        }
    }

    @Override
    void canceled(TransactionId id) {
        if (!id.equals(transaction)) {
            refuseOffer(487, "Request Terminated"); // a re-INVITE; the session stays as it was
        } else if (state == State.INVITED) {
            // At once (RFC 3261 §9.2): an answer of ours that is on its way comes too late.
            end(Ending.of(EndReason.CANCELED, Ending.By.CALLER));
            work.tell(this, new SipEvent.Canceled());
        }
    }

    @Override
    void hungUp() {
        state = State.ENDED;
    }

    @Override
    public void response(TransactionId id, SipResponse response) {
        // To our BYE: nothing is left to learn from it.
    }

    @Override
    public void failed(TransactionId id, int status, String reason) {
        if (id.equals(transaction) && state == State.INVITED) {
            work.tell(this, new SipEvent.Canceled());
        }
    }
}
