package org.ringdown.shard.dialog;

import java.util.Optional;
import java.util.OptionalInt;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.shard.Sdp;
import org.ringdown.shard.SipEndings;
import org.ringdown.shard.SipEvent;
import org.ringdown.shard.SipOrder;
import org.ringdown.shard.SipWork;
import org.ringdown.sip.Body;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.dialog.Dialog;
import org.ringdown.sip.dialog.Forks.Progress;
import org.ringdown.sip.dialog.Negotiation;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.TransactionId;
import org.ringdown.way.Reached;
import org.ringdown.way.Terms;
import org.ringdown.way.Way;

/**
 * A call that we place (RFC 3261 §13.2). A proxy may fork it: each far end has an early dialog of its own, the first that answers is
 * the call.
 */
public final class OutgoingCall extends InviteUsage {
    private final Way way;
    private final Optional<String> offer;
    private final OurInvite written;
    private final EarlyDialogs early;
    private final Redirects redirects;
    private Flow flow;
    private SipRequest invite;
    private TransactionId transaction;
    private Optional<InviteDialog> dialog = Optional.empty();
    private State state = State.INVITING;

    /** The way to where it was redirected is being looked for: no INVITE is out. */
    private boolean between;

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

    private static boolean isSecure(SipOrder.Invite order) {
        var first = SipWork.firstHop(order.way(), order.target());
        return order.target().secure() || first instanceof SipUri hop && hop.secure();
    }

    public OutgoingCall(CallWork work, SipOrder.Invite order, String callMailbox, Flow flow) {
        super(work, order.leg(), order.call(), callMailbox, isSecure(order));
        this.way = order.way();
        this.offer = order.offer();
        this.redirects = new Redirects(order.target());
        this.flow = flow;
        this.written = new OurInvite(us);
        this.invite = written.first(order, flow);
        this.early = new EarlyDialogs(this, offer, invite);
        this.transaction = TransactionId.sent(invite);
        this.peer = peerAt(flow);
        allows(way.may());
        isOf(order.owner());
    }

    /** @param reached by this call's flow */
    public void start(Reached reached) {
        var terms = new Terms(way.account(), way.impatient());
        work.send(invite, reached, this, terms);
    }

    @Override
    public void resent(SipRequest request, Flow by) {
        invite = request;
        early.invited(invite);
        flow = by;
        peer = peerAt(by);
    }

    private Optional<Peer> peerAt(Flow by) {
        return way.account().map(name -> new Peer(name, by.remote().getAddress()));
    }

    /** The same once more, as another transaction, to whom and with what {@code again} says. */
    private void invite(SipRequest again, Reached reached) {
        early.close();
        flow = reached.flow();
        peer = peer.filter(at -> at.address().equals(flow.remote().getAddress()));
        invite = written.again(again, invite, flow);
        early.invited(invite);
        transaction = TransactionId.sent(invite);
        work.send(invite, reached, this, terms(flow));
    }

    @Override
    Optional<InviteDialog> dialog() {
        return dialog.or(early::latest);
    }

    @Override
    Optional<InviteDialog> asking() {
        return early.asking().or(this::dialog);
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
    void prack(InviteDialog in, Asked asked) {
        var unknown = "Call/Transaction Does Not Exist"; // we have made no provisional response
        in.answer(asked, Responses.to(asked.request(), 481, unknown));
    }

    @Override
    public void end(Ending ending) {
        switch (state) {
            case INVITING -> {
                unwanted = SipEndings.reasonHeader(ending);
                cancel();
            }
            case TALKING -> {
                dialog.ifPresent(it -> it.sayBye(SipEndings.reasonHeader(ending)));
                finish();
            }
            case CANCELING, ENDED -> {}
        }
    }

    private void cancel() {
        if (between) {
            finish();
        } else {
            state = State.CANCELING;
            work.cancel(transaction, unwanted);
        }
    }

    @Override
    public void response(SipResponse response) {
        if (response.isProvisional()) progress(response);
        else if (response.isSuccess()) answered(response);
        else if (!inviteAgain(response)) over(refusal(response));
    }

    private SipEvent refusal(SipResponse response) {
        var refused =
                new SipEvent.Refused(
                        response.status(),
                        Redirects.explained(response),
                        SipEndings.cause(response));
        var elsewhere = redirects.elsewhere(response);
        return elsewhere.isEmpty() ? refused : new SipEvent.Moved(elsewhere, refused);
    }

    private void progress(SipResponse response) {
        if (state != State.INVITING || response.status() == 100) return;
        early.progress(response, flow);
    }

    private void answered(SipResponse response) {
        switch (early.answered(response)) {
            case Progress.Answered(var made) when state == State.INVITING -> won(response, made);
            case Progress.Answered(var made) -> turnAway(made);
            case Progress.Surplus(var made) -> turnAway(made);
            default -> {}
        }
    }

    private void won(SipResponse response, Dialog made) {
        var known = early.remove(made.id());
        var answered = known.orElseGet(() -> new InviteDialog(this, made, flow, Negotiation.IDLE));
        if (known.isEmpty() && !answered.open()) {
            turnAway(made);
            finish();
            tell(new SipEvent.Refused(503, "Too many calls", OptionalInt.empty()));
            return;
        }
        state = State.TALKING;
        dialog = Optional.of(answered);
        answered.state(made);
        answered.heardOf(response.headers());
        established(answered);
        early.close();
        if (offer.isEmpty() && answered.description().isEmpty())
            answeredOffering(response, answered);
        else answered(response, answered);
        answered.life().answered(response.headers());
    }

    private void answered(SipResponse response, InviteDialog answered) {
        offer.ifPresent(answered::described);
        answered.acknowledge(invite, ack -> ack);
        tell(new SipEvent.Answered(Sdp.of(response), SipWork.signalling(flow)));
        answered.negotiation(now -> Negotiation.IDLE);
    }

    /** We made no offer, so this is theirs, and our answer goes into the ACK (RFC 3261 §13.2.1). */
    private void answeredOffering(SipResponse response, InviteDialog answered) {
        var sdp = Sdp.of(response);
        if (sdp.isEmpty()) {
            answered.acknowledge(invite, ack -> ack);
            answered.sayBye(
                    SipEndings.reasonHeader(Ending.of(EndReason.CODEC_MISMATCH, Ending.By.SYSTEM)));
            finish();
            tell(new SipEvent.Refused(488, "No description", OptionalInt.empty()));
            return;
        }
        answered.theirOffers()
                .offered(
                        new SipEvent.AnsweredOffering(sdp.get(), SipWork.signalling(flow)),
                        answer -> {
                            answered.acknowledge(invite, ack -> describe(ack, answer));
                            answered.negotiation(now -> Negotiation.IDLE);
                        });
    }

    private static SipRequest describe(SipRequest ack, Optional<String> sdp) {
        return sdp.map(text -> ack.withBody(Sdp.TYPE, Body.of(text))).orElse(ack);
    }

    /** A second phone behind a fork, an answer that crossed our CANCEL, or one too many (§13.2.2.4). */
    private void turnAway(Dialog made) {
        var late = new InviteDialog(this, made, flow, Negotiation.IDLE);
        late.acknowledge(invite, ack -> ack);
        late.sayBye(unwanted);
        if (state == State.CANCELING) finish();
    }

    /** A refusal that says how it could be done, while somebody still wants it. */
    private boolean inviteAgain(SipResponse response) {
        if (state != State.INVITING) return false;
        if (response.status() == 422) return inviteForLonger(response);
        var next = redirects.refused(response);
        next.ifPresent(target -> follow(target, response));
        return next.isPresent();
    }

    /** Through the same proxies, or on the same flow, where those were given; else by its own address. */
    private void follow(SipUri target, SipResponse refusal) {
        var again = invite.withUri(target);
        if (!way.routes().isEmpty() || way.flow().isPresent()) {
            invite(again, Reached.at(flow));
            return;
        }
        between = true;
        work.reach(
                target,
                found -> {
                    between = false;
                    if (state != State.INVITING) return;
                    if (found.isPresent()) invite(again, found.get());
                    else if (!inviteAgain(refusal.withStatus(503, "No way leads there")))
                        refused(503, "No way leads there", OptionalInt.empty());
                });
    }

    private boolean inviteForLonger(SipResponse response) {
        var longer = written.longer(invite, response);
        longer.ifPresent(asking -> invite(asking, Reached.at(flow)));
        return longer.isPresent();
    }

    private void refused(int status, String reason, OptionalInt q850) {
        over(new SipEvent.Refused(status, reason, q850));
    }

    private void over(SipEvent refusal) {
        boolean expected = state == State.CANCELING;
        boolean heard = state == State.INVITING;
        if (!expected && !heard) return;
        finish();
        if (heard) tell(refusal);
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
        early.close();
        dialog.ifPresent(InviteDialog::close);
        work.done(this);
    }
}
