package org.ringdown.shard.dialog;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.ringdown.shard.DialogOwner;
import org.ringdown.shard.FindReplaced;
import org.ringdown.shard.Sdp;
import org.ringdown.shard.SipEvent;
import org.ringdown.shard.SipWork;
import org.ringdown.sip.Headers;
import org.ringdown.sip.HeadersBuilder;
import org.ringdown.sip.Methods;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.dialog.Dialog;
import org.ringdown.sip.dialog.Negotiation;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Ids;
import org.ringdown.sip.transaction.TransactionId;
import org.ringdown.way.NextHop;
import org.ringdown.way.Reached;
import org.ringdown.way.TransactionUser;

/**
 * One dialog of an INVITE: the requests within it, ours and the far end's. A call has one, but for a call of ours that a proxy forks: that
 * has one for each far end, until one answers.
 */
public final class InviteDialog implements DialogOwner {
    private final InviteUsage usage;
    private final CallWork work;
    private final Map<String, WithinDialog> answering = new HashMap<>();
    private final OurOffers ourOffers;
    private final TheirOffers theirOffers;
    private final SessionLife life;
    private final Pracks pracks;
    private Dialog state;
    private Flow flow;
    private Negotiation negotiation;
    private Optional<String> description = Optional.empty();
    private boolean updates;
    private boolean refers;
    private boolean closed;

    InviteDialog(InviteUsage usage, Dialog state, Flow flow, Negotiation negotiation) {
        this.usage = usage;
        this.work = usage.work;
        this.state = state;
        this.flow = flow;
        this.negotiation = negotiation;
        this.ourOffers = new OurOffers(this);
        this.theirOffers = new TheirOffers(this);
        this.life = new SessionLife(this);
        this.pracks = new Pracks(this);
        WithinDialogs.byMethod().forEach((method, made) -> answering.put(method, made.apply(this)));
    }

    public InviteUsage usage() {
        return usage;
    }

    CallWork work() {
        return work;
    }

    /** Its far end, as one that names dialogs. */
    public FindReplaced.Asker asker() {
        return usage.asker(SipWork.signalling(flow));
    }

    public Dialog state() {
        return state;
    }

    Flow flow() {
        return flow;
    }

    OurOffers ourOffers() {
        return ourOffers;
    }

    TheirOffers theirOffers() {
        return theirOffers;
    }

    SessionLife life() {
        return life;
    }

    Pracks pracks() {
        return pracks;
    }

    /** Whether nothing may be said within it any more. */
    boolean isClosed() {
        return closed;
    }

    /** Lets requests within it come here; false when there is no room for it. */
    boolean open() {
        return work.dialog(state.id(), this);
    }

    void close() {
        closed = true;
        ourOffers.close();
        life.stop();
        work.forget(state.id());
    }

    void state(Dialog next) {
        state = next;
    }

    Negotiation negotiation() {
        return negotiation;
    }

    /** Another step of the negotiation; what had to wait for it goes out. */
    void negotiation(UnaryOperator<Negotiation> step) {
        negotiation = step.apply(negotiation);
        ourOffers.proceed();
    }

    /** Our description that stands, or that is offered: what a refresh repeats. */
    Optional<String> description() {
        return description;
    }

    void described(String sdp) {
        description = Optional.of(sdp);
    }

    /** Whether the far end takes UPDATE. */
    boolean mayUpdate() {
        return updates;
    }

    void mayNotUpdate() {
        updates = false;
    }

    /** A message of the far end says what it can do, or nothing about that. */
    void heardOf(Headers headers) {
        if (headers.has("Allow")) updates = headers.allow().contains(Methods.UPDATE);
    }

    /** The ACK to our 2xx brings the answer to the offer in that; without one, there is nothing to talk by. */
    void answeredInAck(SipRequest ack) {
        var answer = Sdp.of(ack);
        usage.tell(
                answer.<SipEvent>map(
                                sdp -> new SipEvent.OfferAnswered(sdp, SipWork.signalling(flow)))
                        .orElse(new SipEvent.OfferRefused(488, "No description")));
    }

    /** We have referred its far end to somebody, and may hear what becomes of that. */
    void refers() {
        refers = true;
    }

    boolean hasReferred() {
        return refers;
    }

    // What the far end asks

    @Override
    public void request(TransactionId id, SipRequest request, Flow from) {
        switch (state.received(request)) {
            case Dialog.Incoming.OutOfOrder(var refusal) ->
                    work.respond(id, Responses.to(request, refusal, Ids.statelessTag(request)));
            case Dialog.Incoming.InOrder(var next) -> {
                state = next;
                if (isSameHost(from)) flow = from;
                var asked = new Asked(id, request, from);
                if (!usage.mayAsk(request.method())) {
                    answer(asked, Responses.to(request, 403, "Forbidden"));
                    return;
                }
                Optional.ofNullable(answering.get(request.method()))
                        .ifPresentOrElse(it -> it.asked(asked), () -> notAllowed(asked));
            }
        }
    }

    /** A NAT may give the far end another port at any moment; another host is believed only once it moved the dialog there. */
    private boolean isSameHost(Flow from) {
        return from.remote().getAddress().equals(flow.remote().getAddress());
    }

    private void notAllowed(Asked asked) {
        var response = Responses.to(asked.request(), 405, "Method Not Allowed");
        answer(
                asked,
                response.withHeaders(response.headers().with("Allow", WithinDialogs.allow())));
    }

    /** A 2xx to a request that refreshes the target moves the dialog to where it came from (RFC 3261 §12.2.2, RFC 6141 §4). */
    void answer(Asked asked, SipResponse response) {
        if (response.isSuccess()) {
            var refreshed = state.refreshedBy(asked.request());
            if (!refreshed.target().equals(state.target())) flow = asked.from();
            state = refreshed;
        }
        work.respond(asked.id(), response);
    }

    /** The answer with our Contact and, where there is one, a description. */
    SipResponse reachable(Asked asked, int status, String reason, Optional<String> sdp) {
        return usage.us.reachable(Responses.to(asked.request(), status, reason), flow, sdp);
    }

    HeadersBuilder reachable(HeadersBuilder headers) {
        return usage.us.reachable(headers, flow);
    }

    void options(Asked asked) {
        answer(asked, work.options(asked.request()));
    }

    void bye(Asked asked) {
        answer(asked, Responses.to(asked.request(), 200, "OK"));
        theirOffers.refuse(487, "Request Terminated");
        usage.byeReceived(asked.request());
    }

    void prack(Asked asked) {
        usage.prack(this, asked);
    }

    // What we ask

    /**
     * Sends a request of ours.
     *
     * @param shape gives it what its method needs: more headers, a body
     * @return what was sent
     */
    SipRequest send(String method, UnaryOperator<SipRequest> shape, TransactionUser user) {
        state = state.next();
        var way = NextHop.of(state, flow);
        var request = shape.apply(usage.us.stamped(state.request(method), way));
        work.send(request, Reached.at(way), new Counted(this, user), usage.terms(way));
        return request;
    }

    /** Keeps count where a request of ours has to be sent again under a higher number. */
    private record Counted(InviteDialog dialog, TransactionUser user) implements TransactionUser {
        @Override
        public void response(SipResponse response) {
            user.response(response);
        }

        @Override
        public void failed(int status, String reason) {
            user.failed(status, reason);
        }

        @Override
        public void resent(SipRequest request, Flow by) {
            dialog.state = dialog.state.used(request.headers().cseq());
            user.resent(request, by);
        }
    }

    /** Acknowledges a 2xx to an INVITE of ours; again whenever that 2xx comes again. */
    void acknowledge(SipRequest invite, UnaryOperator<SipRequest> shape) {
        var way = NextHop.of(state, flow);
        var ack = shape.apply(usage.us.stamped(state.ack(invite), way));
        work.acknowledge(TransactionId.sent(invite), ack, way);
    }

    /** Says goodbye, after answering what is still owed. */
    void sayBye(String reason) {
        theirOffers.refuse(487, "Request Terminated"); // nobody else would: its INVITE has no timer
        send(
                Methods.BYE,
                bye -> bye.withHeaders(bye.headers().with("Reason", reason)),
                TransactionUser.NOBODY);
    }

    /** A request of ours was answered so that there is no dialog any more (RFC 3261 §12.2.1.2). */
    void lost(int status) {
        if (closed) return;
        usage.lost(status != 481);
    }
}
