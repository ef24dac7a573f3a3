package org.ringdown.leg.sip;

import java.util.Optional;
import java.util.OptionalInt;
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
import org.ringdown.sip.dialog.Negotiation;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.TransactionId;

/** A call that we place (RFC 3261 §13.2). */
final class OutgoingCall extends InviteUsage {
    private static final int HOPS = 70;

    private final Way way;
    private Flow flow;
    private SipRequest invite;
    private final TransactionId transaction;
    private Optional<InviteDialog> dialog = Optional.empty();
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
        super(work, order.leg(), order.call(), callMailbox);
        this.way = order.way();
        this.flow = flow;
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
    public void resent(SipRequest request, Flow by) {
        invite = request;
        flow = by;
        peer = peerAt(by);
    }

    private Optional<Peer> peerAt(Flow by) {
        return way.account().map(name -> new Peer(name, by.remote().getAddress()));
    }

    private SipRequest invite(SipOrder.Invite order) {
        var headers =
                Headers.builder()
                        .via(us.via(flow))
                        .maxForwards(HOPS)
                        .from(order.from().withTag(work.ids().tag(call)))
                        .to(order.to())
                        .callId(order.callId())
                        .cseq(new CSeq(1, Methods.INVITE))
                        .routes(order.way().routes())
                        .contact(Contact.of(us.contact(flow)))
                        .set("Allow", WithinDialogs.allow())
                        .set("User-Agent", SipShard.PRODUCT)
                        .build();
        return new SipRequest(Methods.INVITE, order.target(), headers, Body.EMPTY)
                .withBody(Sdp.TYPE, Body.of(order.offer()));
    }

    @Override
    Optional<InviteDialog> dialog() {
        return dialog;
    }

    @Override
    boolean ownsCallId() {
        return true;
    }

    @Override
    void orderOfItsOwn(SipOrder order) {
        throw new IllegalArgumentException("not for a call that we place: " + order.getClass());
    }

    @Override
    void end(Ending ending) {
        switch (state) {
            case INVITING -> {
                state = State.CANCELING;
                unwanted = SipEndings.reasonHeader(ending);
                work.cancel(transaction, unwanted);
            }
            case TALKING -> {
                dialog.ifPresent(it -> it.sayBye(SipEndings.reasonHeader(ending)));
                finish();
            }
            case CANCELING, ENDED -> {}
        }
    }

    @Override
    public void response(SipResponse response) {
        if (response.isProvisional()) progress(response);
        else if (response.isSuccess()) answered(response);
        else refused(response.status(), response.reason(), SipEndings.cause(response));
    }

    private void progress(SipResponse response) {
        if (state != State.INVITING || response.status() == 100) return;
        String branch = response.headers().to().tag().orElse("");
        tell(
                new SipEvent.Progress(
                        response.status(), Sdp.of(response), branch, SipWork.signalling(flow)));
    }

    private void answered(SipResponse response) {
        var answered =
                new InviteDialog(this, Dialog.asCaller(invite, response), flow, Negotiation.IDLE);
        answered.acknowledge(invite, ack -> ack);
        if (state == State.INVITING && answered.open()) {
            state = State.TALKING;
            dialog = Optional.of(answered);
            tell(new SipEvent.Answered(Sdp.of(response), SipWork.signalling(flow)));
            return;
        }
        // A second phone behind a fork, an answer that crossed our CANCEL, or one too many.
        answered.sayBye(unwanted);
        if (state == State.INVITING) {
            finish();
            tell(new SipEvent.Refused(503, "Too many calls", OptionalInt.empty()));
        } else if (state == State.CANCELING) {
            finish();
        }
    }

    private void refused(int status, String reason, OptionalInt q850) {
        boolean expected = state == State.CANCELING;
        boolean heard = state == State.INVITING;
        if (!expected && !heard) return;
        finish();
        if (heard) tell(new SipEvent.Refused(status, reason, q850));
    }

    @Override
    public void failed(int status, String reason) {
        refused(status, reason, OptionalInt.empty());
    }

    @Override
    void byeAnswered() {}

    @Override
    void finish() {
        state = State.ENDED;
        dialog.ifPresent(InviteDialog::close);
        work.done(this);
    }
}
