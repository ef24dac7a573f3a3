package org.ringdown.leg.sip;

import java.util.Optional;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.dialog.Dialog;
import org.ringdown.sip.dialog.Negotiation;
import org.ringdown.sip.dialog.Negotiation.Side;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.TransactionId;

/** A call that comes in (RFC 3261 §13.3). */
final class IncomingCall extends InviteUsage {
    private final SipRequest invite;
    private final TransactionId transaction;
    private final Flow flow;
    private final String localTag;
    private Optional<InviteDialog> dialog = Optional.empty();
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
        super(work, leg, call, callMailbox);
        this.invite = invite;
        this.transaction = transaction;
        this.flow = flow;
        this.localTag = work.ids().tag(call);
    }

    @Override
    Optional<InviteDialog> dialog() {
        return dialog;
    }

    @Override
    boolean ownsCallId() {
        return false;
    }

    @Override
    void orderOfItsOwn(SipOrder order) {
        switch (order) {
            case SipOrder.Progress(_, var status, var reason, var sdp) ->
                    progress(status, reason, sdp);
            case SipOrder.Accept(_, var sdp) -> accept(sdp);
            default -> throw new IllegalArgumentException("that call came in already");
        }
    }

    private void progress(int status, String reason, Optional<String> sdp) {
        if (state != State.INVITED) return;
        var response = us.reachable(respond(status, reason), flow, sdp);
        if (establish(response)) work.respond(transaction, response);
    }

    private void accept(String sdp) {
        if (state != State.INVITED) return;
        var response = us.reachable(respond(200, "OK"), flow, Optional.of(sdp));
        if (!establish(response)) {
            tell(new SipEvent.Canceled());
            end(Ending.of(EndReason.LIMIT_REACHED, Ending.By.SYSTEM));
            return;
        }
        state = State.ANSWERED;
        var accepted = dialog.orElseThrow();
        accepted.state(accepted.state().confirmed());
        work.respond(transaction, response);
        accepted.negotiation(now -> now.settled().awaitingAck());
    }

    /** The first response with our tag makes a dialog (RFC 3261 §12.1.1); false when there is no room for one. */
    private boolean establish(SipResponse response) {
        if (dialog.isPresent()) return true;
        var invited = Negotiation.IDLE.invited(Side.THEIRS).offered(Side.THEIRS);
        var made = new InviteDialog(this, Dialog.asCallee(invite, response), flow, invited);
        if (!made.open()) return false;
        dialog = Optional.of(made);
        return true;
    }

    private SipResponse respond(int status, String reason) {
        return Responses.to(invite, status, reason, localTag);
    }

    @Override
    void end(Ending ending) {
        switch (state) {
            case INVITED -> {
                var status = SipEndings.status(ending);
                work.respond(transaction, respond(status.code(), status.reason()));
                finish();
            }
            case ANSWERED -> endAfterAck = Optional.of(ending);
            case TALKING -> {
                dialog.ifPresent(it -> it.sayBye(SipEndings.reasonHeader(ending)));
                finish();
            }
            case ENDED -> {}
        }
    }

    @Override
    public void acknowledged(Optional<SipRequest> ack) {
        if (state != State.ANSWERED) return;
        state = State.TALKING;
        if (ack.isEmpty()) {
            lost(true);
        } else if (endAfterAck.isPresent()) {
            end(endAfterAck.get());
        } else {
            dialog.ifPresent(it -> it.negotiation(Negotiation::acknowledged));
        }
    }

    @Override
    public void canceled(SipRequest cancel) {
        if (state != State.INVITED) return;
        // At once (RFC 3261 §9.2): an answer of ours that is on its way comes too late.
        end(Ending.of(EndReason.CANCELED, Ending.By.CALLER));
        tell(new SipEvent.Canceled());
    }

    /** The first INVITE is owed a final response, also when it is ended by BYE (RFC 3261 §15.1.2). */
    @Override
    void byeAnswered() {
        if (state != State.INVITED) return;
        work.respond(transaction, respond(487, "Request Terminated"));
    }

    @Override
    public void failed(int status, String reason) {
        if (state == State.INVITED) tell(new SipEvent.Canceled());
    }

    @Override
    void finish() {
        state = State.ENDED;
        dialog.ifPresent(InviteDialog::close);
        work.done(this);
    }
}
