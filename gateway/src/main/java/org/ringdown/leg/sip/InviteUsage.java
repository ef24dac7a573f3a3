package org.ringdown.leg.sip;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;
import org.ringdown.call.Ending;
import org.ringdown.sip.Body;
import org.ringdown.sip.Contact;
import org.ringdown.sip.HostPort;
import org.ringdown.sip.Methods;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipMessage;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.Via;
import org.ringdown.sip.dialog.Dialog;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Ids;
import org.ringdown.sip.transaction.TransactionId;

/** What one call does with SIP, from INVITE to BYE: the part that does not depend on who called whom. Lives in a shard. */
abstract sealed class InviteUsage implements RequestOwner permits OutgoingCall, IncomingCall {
    static final String SDP = "application/sdp";

    final SipWork work;
    final String leg;
    final String call;

    /** Where the call's leg is: in the mailbox of its call. */
    final String callMailbox;

    Optional<Dialog> dialog = Optional.empty();
    Flow flow;
    private Optional<TransactionId> reoffer = Optional.empty();
    private Optional<SipRequest> reofferRequest = Optional.empty();

    InviteUsage(SipWork work, String leg, String call, String callMailbox, Flow flow) {
        this.work = work;
        this.leg = leg;
        this.call = call;
        this.callMailbox = callMailbox;
        this.flow = flow;
    }

    abstract void order(SipOrder order);

    /** Whose password may answer a challenge within this call, and where its peer is; empty: nobody's. */
    Optional<Peer> peer = Optional.empty();

    /** An account of ours at a peer. */
    record Peer(String account, InetAddress address) {}

    /** What a request of this call may tell whoever is at the end of a flow: to others than the account's own peer, no proof. */
    final ClientRequests.Terms terms(Flow to) {
        var account =
                peer.filter(at -> at.address.equals(to.remote().getAddress())).map(Peer::account);
        return new ClientRequests.Terms(account, false);
    }

    /** A request within the dialog has been sent again: the next one needs a number beyond its own. */
    @Override
    public void resent(TransactionId id, SipRequest request, Flow by) {
        dialog = dialog.map(known -> known.used(request.headers().cseq()));
    }

    /** The ACK to our 2xx came, or never will. */
    abstract void acknowledged(boolean came);

    /** The far end no longer wants its INVITE, the first or a later one. */
    abstract void canceled(TransactionId id);

    /** The far end has said BYE: nothing may be sent within the dialog any more. */
    abstract void hungUp();

    /** A request within the dialog. */
    final void request(TransactionId id, SipRequest request, Flow from) {
        switch (dialog.orElseThrow().received(request)) {
            case Dialog.Incoming.OutOfOrder(var refusal) ->
                    work.respond(id, Responses.to(request, refusal, Ids.statelessTag(request)));
            case Dialog.Incoming.InOrder(var next) -> {
                dialog = Optional.of(next);
                flow = from;
                inOrder(id, request);
            }
        }
    }

    private void inOrder(TransactionId id, SipRequest request) {
        switch (request.method()) {
            case Methods.BYE -> bye(id, request);
            case Methods.INVITE -> reinvite(id, request);
            case Methods.OPTIONS -> work.respond(id, work.options(request));
            default -> work.respond(id, Responses.to(request, 405, "Method Not Allowed"));
        }
    }

    private void bye(TransactionId id, SipRequest request) {
        work.respond(id, Responses.to(request, 200, "OK"));
        refuseOffer(487, "Request Terminated");
        hungUp();
        work.tell(this, new SipEvent.HungUp(cause(request)));
        work.done(this);
    }

    private void reinvite(TransactionId id, SipRequest request) {
        if (reoffer.isPresent()) {
            // RFC 3261 §14.2: one offer after the other; 491 is for those who have one out
            // themselves.
            var busy = Responses.to(request, 500, "Server Internal Error: still answering");
            work.respond(id, busy.withHeaders(busy.headers().with("Retry-After", "2")));
            return;
        }
        reoffer = Optional.of(id);
        reofferRequest = Optional.of(request);
        work.tell(this, new SipEvent.Reoffered(sdp(request), SipWork.signalling(flow)));
    }

    final void answerOffer(SipOrder.AnswerOffer answer) {
        if (answer.sdp().isEmpty()) {
            refuseOffer(488, "Not Acceptable Here");
        } else if (reoffer.isPresent()) {
            var response = Responses.to(reofferRequest.orElseThrow(), 200, "OK");
            closeOffer(with(response, answer.sdp()));
        }
    }

    final void refuseOffer(int status, String reason) {
        reofferRequest.ifPresent(request -> closeOffer(Responses.to(request, status, reason)));
    }

    private void closeOffer(SipResponse response) {
        work.respond(reoffer.orElseThrow(), response);
        reoffer = Optional.empty();
        reofferRequest = Optional.empty();
    }

    final void hangUp(Ending ending) {
        refuseOffer(487, "Request Terminated"); // nobody else would: its INVITE has no timer
        bye(dialog.orElseThrow(), Optional.of(SipEndings.reasonHeader(ending)));
        work.done(this);
    }

    final void bye(Dialog ended, Optional<String> reason) {
        var way = NextHop.of(ended, flow);
        var bye = stamped(ended.next().request(Methods.BYE), way);
        work.send(
                reason.map(text -> bye.withHeaders(bye.headers().with("Reason", text))).orElse(bye),
                way,
                this);
    }

    /** With our Via for a way, and so with a transaction of its own. */
    final SipRequest stamped(SipRequest request, Flow way) {
        return request.withHeaders(
                request.headers().toBuilder().prepend("Via", via(way).toString()).build());
    }

    final Via via(Flow way) {
        var via =
                Via.of(way.transport().name(), hostPort(work.sentBy(way)), work.ids().branch(call));
        return via.withParams(via.params().with("rport"));
    }

    /** A response of ours that makes or keeps a dialog. */
    final SipResponse with(SipResponse response, Optional<String> sdp) {
        var headers =
                response.headers().toBuilder()
                        .contact(Contact.of(contact()))
                        .set("Allow", allow())
                        .build();
        var answered = response.withHeaders(headers);
        return sdp.map(text -> answered.withBody(SDP, Body.of(text))).orElse(answered);
    }

    final SipUri contact() {
        var uri = SipUri.of(leg, hostPort(work.sentBy(flow)));
        return flow.reliable()
                ? uri.withParam(
                        "transport", flow.transport().name().toLowerCase(java.util.Locale.ROOT))
                : uri;
    }

    static HostPort hostPort(String sentBy) {
        try {
            return HostPort.parse(sentBy);
        } catch (org.ringdown.wire.MalformedException wrong) {
            throw new IllegalStateException("our own address cannot be read: " + sentBy, wrong);
        }
    }

    static String allow() {
        return "INVITE, ACK, CANCEL, BYE, OPTIONS";
    }

    static Optional<String> sdp(SipMessage message) {
        boolean described =
                message.headers()
                        .contentType()
                        .filter(type -> type.toString().startsWith(SDP))
                        .isPresent();
        return described ? Optional.of(message.body().text()) : Optional.empty();
    }

    /** The Q.850 cause that a far end gives (RFC 3326). */
    static OptionalInt cause(SipMessage message) {
        for (var reason : message.headers().all("Reason")) {
            var match = Q850.matcher(reason);
            if (match.find()) return OptionalInt.of(Integer.parseInt(match.group(1)));
        }
        return OptionalInt.empty();
    }

    private static final java.util.regex.Pattern Q850 =
            java.util.regex.Pattern.compile("(?i)^\\s*Q\\.850\\s*;.*?cause\\s*=\\s*(\\d{1,3})");
}
