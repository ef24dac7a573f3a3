package org.ringdown.shard.dialog;

import java.util.Optional;
import java.util.stream.Stream;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.shard.Extensions;
import org.ringdown.shard.Sdp;
import org.ringdown.shard.SipEndings;
import org.ringdown.shard.SipEvent;
import org.ringdown.shard.SipOrder;
import org.ringdown.shard.SipWork;
import org.ringdown.sip.Contact;
import org.ringdown.sip.Headers;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.dialog.Dialog;
import org.ringdown.sip.dialog.Negotiation;
import org.ringdown.sip.dialog.Negotiation.Side;
import org.ringdown.sip.dialog.SessionTimer;
import org.ringdown.sip.dialog.SessionTimer.Verdict;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.TransactionId;

/** A call that comes in (RFC 3261 §13.3), with its provisional responses made reliable where the caller can (RFC 3262). */
public final class IncomingCall extends InviteUsage {
    private final SipRequest invite;
    private final TransactionId transaction;
    private final Flow flow;
    private final String localTag;
    private final ReliableProgress reliably;

    /** The caller made no offer: our first description is one, and theirs is the answer. */
    private final boolean offering;

    private Optional<InviteDialog> dialog = Optional.empty();
    private State state = State.INVITED;
    private Optional<Ending> endAfterAck = Optional.empty();

    /** Whether our description has gone out in a reliable response; it is not said twice (RFC 6337 §3.1). */
    private boolean described;

    /** Whether what it said has been answered or acknowledged. */
    private boolean settled;

    /** The answer, while a description before it is not acknowledged. */
    private Optional<String> accepting = Optional.empty();

    private enum State {
        INVITED,
        /** Answered, and not acknowledged yet: BYE has to wait (RFC 3261 §15). */
        ANSWERED,
        TALKING,
        ENDED
    }

    /** By what it was sent to, by the proxy that stays in between, else by who sent it (RFC 3261 §12.1.1). */
    private static boolean isSecure(SipRequest invite) {
        var headers = invite.headers();
        var nearest = headers.recordRoutes().stream().map(NameAddr::uri);
        var sender = headers.contacts().stream().map(Contact::uri);
        var next = Stream.concat(nearest, sender).findFirst();
        return Stream.concat(Stream.of(invite.uri()), next.stream())
                .anyMatch(uri -> uri instanceof SipUri sip && sip.secure());
    }

    public IncomingCall(
            CallWork work,
            String leg,
            String call,
            String callMailbox,
            SipRequest invite,
            TransactionId transaction,
            Flow flow) {
        super(work, leg, call, callMailbox, isSecure(invite));
        this.invite = invite;
        this.transaction = transaction;
        this.flow = flow;
        this.localTag = work.ids().tag(call);
        this.offering = Sdp.of(invite).isEmpty();
        this.reliably =
                new ReliableProgress(
                        work,
                        invite,
                        response -> work.respond(transaction, response),
                        this::unheard);
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
        if (state != State.INVITED || accepting.isPresent()) return;
        boolean reliable = needsReliability() || canReliability() && sdp.isPresent();
        var news = sdp.filter(_ -> !described && (reliable || !offering)); // RFC 3262 §5
        var response = us.reachable(respond(status, reason), flow, news);
        if (!establish(response)) return;
        news.ifPresent(dialog.orElseThrow()::described);
        if (!reliable) {
            work.respond(transaction, response);
            return;
        }
        if (news.isPresent()) {
            described = true;
            if (offering) dialog.orElseThrow().negotiation(now -> now.offered(Side.OURS));
        }
        reliably.add(response);
    }

    private boolean needsReliability() {
        return invite.headers().require().stream().anyMatch(Extensions.RELIABLE::equalsIgnoreCase);
    }

    private boolean canReliability() {
        return invite.headers().supports(Extensions.RELIABLE);
    }

    @Override
    void prack(InviteDialog in, Asked asked) {
        var rack = asked.request().headers().rack();
        if (rack.isEmpty()) {
            in.answer(asked, Responses.to(asked.request(), 400, "Bad Request: RAck"));
            return;
        }
        var response = reliably.acknowledged(rack.get());
        if (response.isEmpty()) {
            var unknown = "Call/Transaction Does Not Exist";
            in.answer(asked, Responses.to(asked.request(), 481, unknown));
            return;
        }
        acknowledged(in, asked, !response.get().body().isEmpty());
        if (!reliably.holdsDescription()) accepting.ifPresent(this::accept);
    }

    private void acknowledged(InviteDialog in, Asked asked, boolean description) {
        var sdp = Sdp.of(asked.request());
        boolean answersOurs = description && offering && !settled;
        if (answersOurs && sdp.isEmpty()) {
            in.answer(asked, Responses.to(asked.request(), 400, "Bad Request: no answer"));
            return;
        }
        if (description) {
            settled = true;
            in.negotiation(Negotiation::settled);
        }
        if (sdp.isPresent() && settled && !answersOurs) {
            offeredInPrack(in, asked, sdp.get());
            return;
        }
        in.answer(asked, Responses.to(asked.request(), 200, "OK"));
        if (answersOurs) tell(new SipEvent.OfferAnswered(sdp.get(), SipWork.signalling(flow)));
    }

    private void offeredInPrack(InviteDialog in, Asked asked, String sdp) {
        var refusal = in.negotiation().refusesUpdate(true, work.random());
        if (refusal.isPresent()) {
            in.answer(asked, Responses.to(asked.request(), refusal.get(), localTag));
            return;
        }
        in.theirOffers()
                .offered(
                        new SipEvent.Reoffered(Optional.of(sdp), SipWork.signalling(asked.from())),
                        answer ->
                                in.answer(
                                        asked,
                                        answer.isPresent()
                                                ? in.reachable(asked, 200, "OK", answer)
                                                : Responses.to(
                                                        asked.request(),
                                                        488,
                                                        "Not Acceptable Here")));
    }

    /** A reliable response was repeated in vain (RFC 3262 §3). */
    private void unheard() {
        if (state != State.INVITED) return;
        work.respond(transaction, respond(504, "Server Time-out: no PRACK"));
        tell(new SipEvent.Lost());
        finish();
    }

    private void accept(String sdp) {
        if (state != State.INVITED) return;
        if (reliably.holdsDescription()) {
            accepting = Optional.of(sdp);
            return;
        }
        var timer = timer();
        var news = Optional.of(sdp).filter(_ -> !settled);
        var plain = us.reachable(respond(200, "OK"), flow, news);
        var headers = timer.map(Verdict.Agreed::headers).orElse(Headers.NONE);
        var response = plain.withHeaders(plain.headers().toBuilder().addAll(headers).build());
        if (!establish(response)) {
            tell(new SipEvent.Canceled(false));
            end(Ending.of(EndReason.LIMIT_REACHED, Ending.By.SYSTEM));
            return;
        }
        accepted(dialog.orElseThrow(), response);
        news.ifPresent(dialog.orElseThrow()::described);
        dialog.orElseThrow().life().agreed(timer.flatMap(Verdict.Agreed::timer));
    }

    private void accepted(InviteDialog in, SipResponse response) {
        state = State.ANSWERED;
        reliably.stop();
        in.state(in.state().confirmed());
        work.respond(transaction, response);
        established(in);
        in.negotiation(now ->
                offering && !settled
                        ? now.offered(Side.OURS).awaitingAck()
                        : now.settled().awaitingAck());
    }

    private Optional<Verdict.Agreed> timer() {
        return SessionTimer.asked(invite.headers(), SessionTimer.USUAL)
                        instanceof Verdict.Agreed agreed
                ? Optional.of(agreed)
                : Optional.empty();
    }

    /** The first response with our tag makes a dialog (RFC 3261 §12.1.1); false when there is no room for one. */
    private boolean establish(SipResponse response) {
        if (dialog.isPresent()) return true;
        var invited = Negotiation.IDLE.invited(Side.THEIRS);
        var made =
                new InviteDialog(
                        this,
                        Dialog.asCallee(invite, response),
                        flow,
                        offering ? invited : invited.offered(Side.THEIRS));
        if (!made.open()) return false;
        made.heardOf(invite.headers());
        dialog = Optional.of(made);
        return true;
    }

    private SipResponse respond(int status, String reason) {
        return Responses.to(invite, status, reason, localTag);
    }

    @Override
    public void end(Ending ending) {
        switch (state) {
            case INVITED -> {
                var status = SipEndings.status(ending);
                var refusal = respond(status.code(), status.reason());
                work.respond(transaction, SipEndings.explained(refusal, ending));
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
            if (offering && !settled) dialog.ifPresent(it -> it.answeredInAck(ack.get()));
            dialog.ifPresent(it -> it.negotiation(now -> now.settled().acknowledged()));
        }
    }

    @Override
    public void canceled(SipRequest cancel) {
        if (state != State.INVITED) return;
        // At once (RFC 3261 §9.2): an answer of ours that is on its way comes too late.
        end(Ending.of(EndReason.CANCELED, Ending.By.CALLER));
        tell(new SipEvent.Canceled(SipEndings.elsewhere(cancel)));
    }

    /** The first INVITE is owed a final response, also when it is ended by BYE (RFC 3261 §15.1.2). */
    @Override
    void byeAnswered() {
        if (state != State.INVITED) return;
        work.respond(transaction, respond(487, "Request Terminated"));
    }

    @Override
    public void failed(int status, String reason) {
        if (state == State.INVITED) tell(new SipEvent.Canceled(false));
    }

    @Override
    void finish() {
        state = State.ENDED;
        reliably.stop();
        dialog.ifPresent(it -> it.theirOffers().refuse(487, "Request Terminated"));
        dialog.ifPresent(InviteDialog::close);
        work.done(this);
    }
}
