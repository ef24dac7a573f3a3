package org.ringdown.sip.registration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.ringdown.sip.Body;
import org.ringdown.sip.CSeq;
import org.ringdown.sip.Contact;
import org.ringdown.sip.Headers;
import org.ringdown.sip.Methods;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.auth.DigestClient;
import org.ringdown.sip.auth.DigestClient.Answer;
import org.ringdown.sip.auth.DigestClient.Rounds;
import org.ringdown.sip.registration.RegistrationTable.Event;
import org.ringdown.sip.registration.RegistrationTable.Order;
import org.ringdown.sip.registration.RegistrationTable.State;
import org.ringdown.sip.transaction.Ids;

/**
 * Keeps one line registered at its registrar (RFC 3261 §10.2): asks, refreshes in time, tries again, and leaves.
 *
 * <p>Sans-IO: the {@link Output}s say what to send, and the outcome of each request comes back by {@link #received} or
 * {@link #unanswered}. {@code now} is in nanoseconds of a monotonic clock. Its line calls it, one thread at a time.
 */
public final class Registration {
    private static final int HOPS = 70;

    private final Account account;
    private final DigestClient digest;
    private final Lease lease;
    private final String callId;
    private final String tag;

    private State state = State.OFF;
    private long cseq;
    private Optional<SipRequest> sent = Optional.empty();
    private Rounds rounds = Rounds.NONE;
    private Optional<Answer.Retry> answer = Optional.empty();

    /** What to do, and what to tell the line. */
    public sealed interface Output {
        /** Send this request, which needs a Via, in a transaction of its own. */
        record Send(SipRequest request) implements Output {}

        /** Registered, anew or still, for this long unless refreshed. The response may say more, such as Service-Route. */
        record Registered(Duration granted, SipResponse response) implements Output {}

        /**
         * Asked in vain: the final response, or none. What was granted before may not have ended yet.
         *
         * @param retry how long until the next try
         */
        record Failed(Optional<SipResponse> response, Duration retry) implements Output {}

        /** Left, as was wanted. */
        record Over() implements Output {}
    }

    /** @param ids gives the Call-ID, the same for all requests of this registration, and the tag */
    public Registration(
            Account account, DigestClient digest, Pace pace, Ids ids, RandomGenerator random) {
        this.account = account;
        this.digest = digest;
        this.lease = new Lease(pace, random, account.expires());
        this.callId = ids.callId(account.owner());
        this.tag = ids.tag(account.owner());
    }

    /** Registers; when registered or waiting, does so at once. */
    public List<Output> start(long now) {
        return on(Event.START, Optional.empty(), now);
    }

    /** Removes our binding, as soon as nothing else is asked. */
    public List<Output> stop(long now) {
        return on(Event.STOP, Optional.empty(), now);
    }

    /** The final response to the request sent last. */
    public List<Output> received(SipResponse response, long now) {
        return isAwaited(response) ? on(event(response), Optional.of(response), now) : List.of();
    }

    /** The request sent last timed out, or could not be sent. */
    public List<Output> unanswered(long now) {
        return on(Event.FAILED, Optional.empty(), now);
    }

    /** When {@link #expire} is to be called; empty while nothing is due. */
    public OptionalLong nextDeadline() {
        return lease.due();
    }

    /** Refreshes or tries again, if that is due by {@code now}. */
    public List<Output> expire(long now) {
        return lease.isDue(now) ? on(Event.DUE, Optional.empty(), now) : List.of();
    }

    private boolean isAwaited(SipResponse response) {
        var number = response.headers().cseq();
        return response.isFinal()
                && sent.filter(request -> request.headers().cseq().equals(number)).isPresent();
    }

    private Event event(SipResponse response) {
        if (response.isSuccess()) return Event.GRANTED;
        return switch (response.status()) {
            case 401, 407 -> answerTo(response);
            case 423 -> lease.lengthen(response) ? Event.TOO_BRIEF : Event.REFUSED;
            case 408, 430, 480 -> Event.FAILED;
            default -> response.status() / 100 == 5 ? Event.FAILED : Event.REFUSED;
        };
    }

    private Event answerTo(SipResponse challenge) {
        answer =
                digest.answer(account.owner(), sent.orElseThrow(), challenge, rounds)
                                instanceof Answer.Retry retry
                        ? Optional.of(retry)
                        : Optional.empty();
        return answer.isPresent() ? Event.CHALLENGED : Event.REFUSED;
    }

    private List<Output> on(Event event, Optional<SipResponse> response, long now) {
        var step = RegistrationTable.on(state, event);
        if (step.next() != state) lease.nothingDue();
        state = step.next();
        var out = new ArrayList<Output>();
        for (var order : step.orders()) perform(order, response, now, out);
        return out;
    }

    private void perform(Order order, Optional<SipResponse> response, long now, List<Output> out) {
        switch (order) {
            case ASK -> out.add(ask(lease.asks()));
            case LEAVE -> out.add(ask(Duration.ZERO));
            case ANSWER -> answer.ifPresent(retry -> out.add(answer(retry)));
            case REFRESH_LATER -> lease.granted(granted(response.orElseThrow()), now);
            case RETRY_SOON -> lease.retrySoon(response, now);
            case RETRY_LATE -> lease.retryLate(response, now);
            case TELL_ON -> out.add(new Output.Registered(lease.granted(), response.orElseThrow()));
            case TELL_FAILURE -> out.add(new Output.Failed(response, lease.left(now)));
            case TELL_OVER -> out.add(new Output.Over());
        }
    }

    private Output ask(Duration expires) {
        rounds = Rounds.NONE;
        return send(digest.authorize(register(expires)));
    }

    private Output answer(Answer.Retry retry) {
        rounds = retry.rounds();
        return send(retry.apply(sent.orElseThrow()));
    }

    private Output send(SipRequest request) {
        cseq = request.headers().cseq().number();
        sent = Optional.of(request);
        return new Output.Send(request);
    }

    private SipRequest register(Duration expires) {
        var headers =
                Headers.builder()
                        .maxForwards(HOPS)
                        .from(account.address().withTag(tag))
                        .to(account.address())
                        .callId(callId)
                        .cseq(new CSeq(cseq + 1, Methods.REGISTER))
                        .routes(account.routes())
                        .contact(account.contact())
                        .expires(expires.toSeconds());
        return new SipRequest(Methods.REGISTER, account.registrar(), headers.build(), Body.EMPTY);
    }

    /** What the response says of our contact, else of all, else what we asked for (§10.2.4). */
    private long granted(SipResponse ok) {
        var ours =
                ok.headers().contacts().stream()
                        .filter(contact -> Binding.isSame(contact.uri(), account.contact().uri()))
                        .map(Contact::expires)
                        .filter(OptionalLong::isPresent)
                        .findFirst();
        return ours.orElse(ok.headers().expires()).orElse(lease.asks().toSeconds());
    }
}
