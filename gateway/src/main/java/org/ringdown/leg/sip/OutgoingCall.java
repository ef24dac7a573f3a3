package org.ringdown.leg.sip;

import java.util.Optional;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.sip.Body;
import org.ringdown.sip.CSeq;
import org.ringdown.sip.Contact;
import org.ringdown.sip.Headers;
import org.ringdown.sip.Methods;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.dialog.Dialog;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.TransactionId;

/** A call that we place (RFC 3261 §13.2). */
final class OutgoingCall extends InviteUsage {
    private static final int HOPS = 70;

    private final Way way;
    private SipRequest invite;
    private final TransactionId transaction;
    private State state = State.INVITING;

    /** Why a phone that answers is turned away: because another has, unless we had hung up before. */
    private String unwanted =
            SipEndings.reasonHeader(Ending.of(EndReason.ANSWERED_ELSEWHERE, Ending.By.CALLEE));

    private enum State {
        INVITING,
        /** Hung up before an answer: CANCEL is on its way, and the final response still owed. */
        CANCELING,
        TALKING,
        ENDED
    }

    OutgoingCall(SipWork work, SipOrder.Invite order, String callMailbox, Flow flow) {
        super(work, order.leg(), order.call(), callMailbox, flow);
        this.way = order.way();
        this.invite = invite(order);
        this.transaction = TransactionId.sent(invite);
        this.peer = peerAt(flow);
    }

    /** @param reached by this call's flow */
    void start(Reached reached) {
        var terms = new ClientRequests.Terms(way.account(), way.impatient());
        work.send(invite, reached, this, terms);
    }

    @Override
    public void resent(TransactionId id, SipRequest request, Flow by) {
        if (id.equals(transaction)) {
            invite = request;
            flow = by;
            peer = peerAt(by);
        } else {
            super.resent(id, request, by);
        }
    }

    private Optional<Peer> peerAt(Flow by) {
        return way.account().map(name -> new Peer(name, by.remote().getAddress()));
    }

    private SipRequest invite(SipOrder.Invite order) {
        var headers =
                Headers.builder()
                        .via(via(flow))
                        .maxForwards(HOPS)
                        .from(order.from().withTag(work.ids().tag(call)))
                        .to(order.to())
                        .callId(order.callId())
                        .cseq(new CSeq(1, Methods.INVITE))
                        .routes(order.way().routes())
                        .contact(Contact.of(contact()))
                        .set("Allow", allow())
                        .set("User-Agent", SipShard.PRODUCT)
                        .build();
        return new SipRequest(Methods.INVITE, order.target(), headers, Body.EMPTY)
                .withBody(SDP, Body.of(order.offer()));
    }

    @Override
    void order(SipOrder order) {
        switch (order) {
            case SipOrder.End(_, var ending) -> end(ending);
            case SipOrder.AnswerOffer answer -> answerOffer(answer);
            case SipOrder.Invite _, SipOrder.Progress _, SipOrder.Accept _ ->
                    throw new IllegalArgumentException(
                            "not for a call that we place: " + order.getClass());
        }
    }

    private void end(Ending ending) {
        switch (state) {
            case INVITING -> {
                state = State.CANCELING;
                unwanted = SipEndings.reasonHeader(ending);
                work.cancel(transaction, unwanted);
            }
            case TALKING -> {
                state = State.ENDED;
                hangUp(ending);
            }
            case CANCELING, ENDED -> {}
        }
    }

    @Override
    public void response(TransactionId id, SipResponse response) {
        if (!id.equals(transaction)) return; // to our BYE: nothing is left to learn from it
        if (response.isProvisional()) progress(response);
        else if (response.isSuccess()) answered(response);
        else refused(response);
    }

    private void progress(SipResponse response) {
        if (state != State.INVITING || response.status() == 100) return;
        String branch = response.headers().to().tag().orElse("");
        work.tell(
                this,
                new SipEvent.Progress(
                        response.status(), sdp(response), branch, SipWork.signalling(flow)));
    }

    private void answered(SipResponse response) {
        var answered = Dialog.asCaller(invite, response);
        var way = NextHop.of(answered, flow);
        work.acknowledge(transaction, stamped(answered.ack(invite), way), way);
        if (state == State.INVITING) {
            state = State.TALKING;
            dialog = Optional.of(answered);
            work.dialog(answered.id(), this);
            work.tell(this, new SipEvent.Answered(sdp(response), SipWork.signalling(flow)));
        } else if (dialog.filter(ours -> ours.id().equals(answered.id())).isEmpty()) {
            // A second phone behind a fork, or an answer that crossed our CANCEL: §13.2.2.4.
            bye(answered, Optional.of(unwanted));
            if (state == State.CANCELING) finish();
        }
    }

    private void refused(SipResponse response) {
        boolean expected = state == State.CANCELING;
        boolean heard = state == State.INVITING;
        if (!expected && !heard) return;
        finish();
        if (heard)
            work.tell(
                    this,
                    new SipEvent.Refused(response.status(), response.reason(), cause(response)));
    }

    @Override
    public void failed(TransactionId id, int status, String reason) {
        if (!id.equals(transaction)) return;
        boolean heard = state == State.INVITING;
        if (state == State.TALKING || state == State.ENDED) return;
        finish();
        if (heard)
            work.tell(this, new SipEvent.Refused(status, reason, java.util.OptionalInt.empty()));
    }

    private void finish() {
        state = State.ENDED;
        work.done(this);
    }

    @Override
    void acknowledged(boolean came) {
        // Of a re-INVITE that we answered: one that never came ends the dialog (RFC 3261 §14.2 with
        // §13.3.1.4).
        if (came || state != State.TALKING) return;
        state = State.ENDED;
        work.tell(this, new SipEvent.HungUp(java.util.OptionalInt.empty()));
        hangUp(Ending.of(EndReason.NETWORK_LOST, Ending.By.SYSTEM));
    }

    @Override
    void canceled(TransactionId id) {
        // A re-INVITE that was withdrawn before its answer: the session stays as it was (§9.2).
        refuseOffer(487, "Request Terminated");
    }

    @Override
    void hungUp() {
        state = State.ENDED;
    }
}
