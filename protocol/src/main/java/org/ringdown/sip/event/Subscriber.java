package org.ringdown.sip.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.ringdown.sip.Body;
import org.ringdown.sip.CSeq;
import org.ringdown.sip.Headers;
import org.ringdown.sip.Methods;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.Refusal;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.dialog.Dialog;
import org.ringdown.sip.dialog.DialogId;
import org.ringdown.sip.event.SubscriberTable.Event;
import org.ringdown.sip.event.SubscriberTable.Order;
import org.ringdown.sip.event.SubscriberTable.State;
import org.ringdown.sip.event.SubscriptionState.Phase;
import org.ringdown.sip.registration.Lease;
import org.ringdown.sip.registration.Pace;
import org.ringdown.sip.transaction.Ids;

/**
 * One subscription of ours (RFC 6665 §4.1): asks, refreshes in time, tries again, and leaves.
 *
 * <p>Challenges are answered by whoever sends its requests; one that comes here is a refusal.
 *
 * <p>Its dialog is begun by whichever comes first, the 2xx or the NOTIFY (§4.4.1); another notifier behind a fork is refused.
 *
 * <p>Sans-IO: the {@link Output}s say what to send, and the outcome of each request comes back by {@link #received} or
 * {@link #unanswered}. {@code now} is in nanoseconds of a monotonic clock. One owner.
 */
public final class Subscriber {
    /** Patient: what is watched is news, not a call that waits. */
    public static final Pace PACE =
            new Pace(Duration.ofSeconds(4), Duration.ofMinutes(5), Duration.ofHours(1));

    /** Timer N: how long the first NOTIFY may take after the 2xx (§4.1.2.4). */
    private static final long SILENCE = Duration.ofSeconds(32).toNanos();

    private static final int HOPS = 70;

    private final Watch watch;
    private final Ids ids;
    private final Lease lease;

    private State state = State.OFF;
    private String callId;
    private String tag;
    private Optional<Dialog> dialog = Optional.empty();
    private long cseq;
    private Optional<SipRequest> sent = Optional.empty();
    private OptionalLong silentUntil = OptionalLong.empty();

    /** What to do, and what to tell the owner. */
    public sealed interface Output {
        /** Send this request, which needs a Via, in a transaction of its own. */
        record Send(SipRequest request) implements Output {}

        /** Subscribed, anew or still. */
        record Subscribed(Duration granted) implements Output {}

        /** What is watched is so now: the NOTIFY's body, of the package's type. */
        record Told(Body body) implements Output {}

        /** Not subscribed any more, or still not. */
        record Failed(Optional<SipResponse> response, Duration retry) implements Output {}

        /** Left, as was wanted. */
        record Over() implements Output {}
    }

    /**
     * What a NOTIFY comes to.
     *
     * @param refusal the answer owed to it; empty is 200
     */
    public record Notified(Optional<Refusal> refusal, List<Output> outputs) {}

    public Subscriber(Watch watch, Pace pace, Ids ids, RandomGenerator random) {
        this.watch = watch;
        this.ids = ids;
        this.lease = new Lease(pace, random, watch.expires());
        this.callId = ids.callId(watch.owner());
        this.tag = ids.tag(watch.owner());
    }

    /** Subscribes; when subscribed or waiting, does so at once. */
    public List<Output> start(long now) {
        return on(Event.START, Optional.empty(), now);
    }

    /** Ends the subscription, as soon as nothing else is asked. */
    public List<Output> stop(long now) {
        return on(Event.STOP, Optional.empty(), now);
    }

    /**
     * The final response to the request sent last.
     *
     * @param answered that request, with the number that it had in the end: a challenge on the way raises it
     */
    public List<Output> received(SipRequest answered, SipResponse response, long now) {
        if (!isAwaited(answered, response)) return List.of();
        cseq = answered.headers().cseq().number();
        sent = Optional.of(answered);
        dialog = dialog.map(begun -> begun.used(answered.headers().cseq()));
        return on(event(response), Optional.of(response), now);
    }

    /** The request sent last timed out, or could not be sent. */
    public List<Output> unanswered(long now) {
        return on(Event.FAILED, Optional.empty(), now);
    }

    /** The half of a dialog that we gave. */
    public record Half(String callId, String tag) {}

    /** What a NOTIFY for this subscription names; empty while there is none. */
    public Optional<Half> half() {
        return state == State.OFF || state == State.WAITING
                ? Optional.empty()
                : Optional.of(new Half(callId, tag));
    }

    /** Whether a NOTIFY is meant for this subscription: it names the dialog that we have, or the half of it that we gave. */
    public boolean isFor(SipRequest notify) {
        return notify.headers().callId().equals(callId)
                && notify.headers().to().tag().filter(tag::equals).isPresent();
    }

    /** A NOTIFY that {@link #isFor} this subscription. */
    public Notified notified(SipRequest notify, long now) {
        var type = EventType.of(notify.headers());
        if (type.isEmpty() || !type.get().equals(watch.about().type())) return refused(489);
        var told = SubscriptionState.of(notify.headers());
        if (told.isEmpty()) return refused(400);
        if (state == State.OFF || state == State.WAITING) return refused(481);
        var next = next(notify);
        if (next.isEmpty()) return refused(481);
        return switch (next.get()) {
            case Dialog.Incoming.OutOfOrder(var refusal) ->
                    new Notified(Optional.of(refusal), List.of());
            case Dialog.Incoming.InOrder(var moved) -> {
                dialog = Optional.of(moved);
                silentUntil = OptionalLong.empty();
                yield new Notified(Optional.empty(), told(notify, told.get(), now));
            }
        };
    }

    private static Notified refused(int status) {
        return new Notified(Optional.of(new Refusal(status)), List.of());
    }

    /** The dialog after this NOTIFY; empty where it is another's, behind a fork (§4.4.1). */
    private Optional<Dialog.Incoming> next(SipRequest notify) {
        var id = DialogId.of(notify).orElseThrow();
        if (dialog.isPresent())
            return dialog.filter(ours -> ours.id().equals(id)).map(ours -> ours.received(notify));
        if (Dialog.check(notify).isPresent()) return Optional.empty();
        return Optional.of(new Dialog.Incoming.InOrder(begunBy(notify, id)));
    }

    private Dialog begunBy(SipRequest notify, DialogId id) {
        var headers = notify.headers();
        return new Dialog(
                id,
                headers.to(),
                headers.from(),
                cseq,
                OptionalLong.of(headers.cseq().number()),
                headers.recordRoutes(),
                headers.contacts().getFirst().uri(),
                watch.target().secure(),
                false);
    }

    private List<Output> told(SipRequest notify, SubscriptionState how, long now) {
        var out = new ArrayList<Output>();
        boolean readable =
                notify.headers()
                        .contentType()
                        .filter(type -> type.name().equals(watch.about().mediaType()))
                        .isPresent();
        if (readable && !notify.body().isEmpty() && how.phase() != Phase.PENDING)
            out.add(new Output.Told(notify.body()));
        if (how.phase() == Phase.TERMINATED) out.addAll(ended(how, now));
        else shorten(how, now);
        return out;
    }

    private List<Output> ended(SubscriptionState how, long now) {
        var event =
                how.reason()
                        .map(reason ->
                                switch (reason) {
                                    case DEACTIVATED, TIMEOUT, PROBATION -> Event.ENDED;
                                    case GIVEUP, REJECTED, NORESOURCE, INVARIANT ->
                                            Event.ENDED_FOR_LONG;
                                })
                        .orElse(Event.ENDED);
        var outputs = on(event, Optional.empty(), now);
        if (how.retryAfter().isPresent() && lease.due().isPresent())
            lease.notBefore(how.retryAfter().getAsLong(), now);
        return outputs;
    }

    /** A notifier may let less time remain than its 2xx granted (§4.1.3). */
    private void shorten(SubscriptionState how, long now) {
        if (how.expires().isPresent() && state == State.ON && lease.due().isPresent())
            lease.shorten(how.expires().getAsLong(), now);
    }

    /** When {@link #expire} is to be called; empty while nothing is due. */
    public OptionalLong nextDeadline() {
        var due = lease.due();
        if (due.isEmpty()) return silentUntil;
        if (silentUntil.isEmpty()) return due;
        return silentUntil.getAsLong() - due.getAsLong() < 0 ? silentUntil : due;
    }

    /** Refreshes, tries again or gives up on the first NOTIFY, if that is due by {@code now}. */
    public List<Output> expire(long now) {
        if (silentUntil.isPresent() && silentUntil.getAsLong() - now <= 0)
            return on(Event.ENDED_FOR_LONG, Optional.empty(), now);
        return lease.isDue(now) ? on(Event.DUE, Optional.empty(), now) : List.of();
    }

    /** The dialog, once it has begun. */
    public Optional<Dialog> dialog() {
        return dialog;
    }

    private boolean isAwaited(SipRequest answered, SipResponse response) {
        return response.isFinal()
                && sent.isPresent()
                && answered.headers().callId().equals(callId)
                && answered.headers().cseq().number() >= cseq;
    }

    private Event event(SipResponse response) {
        if (response.isSuccess()) return Event.GRANTED;
        return switch (response.status()) {
            case 423 -> lease.lengthen(response) ? Event.TOO_BRIEF : Event.REFUSED;
            case 408, 430, 480, 481 -> Event.FAILED;
            default ->
                    response.status() / 100 == 5 && response.status() != 501
                            ? Event.FAILED
                            : Event.REFUSED;
        };
    }

    private List<Output> on(Event event, Optional<SipResponse> response, long now) {
        var step = SubscriberTable.on(state, event);
        if (step.next() != state) lease.nothingDue();
        state = step.next();
        var out = new ArrayList<Output>();
        for (var order : step.orders()) perform(order, response, now, out);
        return out;
    }

    private void perform(Order order, Optional<SipResponse> response, long now, List<Output> out) {
        switch (order) {
            case ASK -> out.add(ask(lease.asks()));
            case LEAVE -> {
                begin(response);
                out.add(ask(Duration.ZERO));
            }
            case FORGET_DIALOG -> forgetDialog();
            case REFRESH_LATER -> {
                begin(response);
                granted(response.orElseThrow(), now);
            }
            case RETRY_SOON -> lease.retrySoon(response, now);
            case RETRY_LATE -> lease.retryLate(response, now);
            case TELL_ON -> out.add(new Output.Subscribed(lease.granted()));
            case TELL_FAILURE -> out.add(new Output.Failed(response, lease.left(now)));
            case TELL_OVER -> out.add(new Output.Over());
        }
    }

    /** By its 2xx, unless a NOTIFY was faster; a 2xx to a refresh says where the notifier is now. */
    private void begin(Optional<SipResponse> success) {
        if (success.isEmpty()) return;
        dialog =
                dialog.map(begun -> begun.refreshed(success.get()))
                        .or(() -> Optional.of(Dialog.asCaller(sent.orElseThrow(), success.get())));
    }

    private void granted(SipResponse ok, long now) {
        lease.granted(ok.headers().expires().orElse(lease.asks().toSeconds()), now);
        boolean silent = dialog.filter(it -> it.remoteSeq().isPresent()).isEmpty();
        if (silent) silentUntil = OptionalLong.of(now + SILENCE);
    }

    /** The next try is a subscription of its own, with names of its own: what is late of the old one finds nobody. */
    private void forgetDialog() {
        dialog = Optional.empty();
        sent = Optional.empty();
        silentUntil = OptionalLong.empty();
        callId = ids.callId(watch.owner());
        tag = ids.tag(watch.owner());
        cseq = 0;
    }

    private Output ask(Duration expires) {
        return send(subscribe(expires));
    }

    private Output send(SipRequest request) {
        cseq = request.headers().cseq().number();
        sent = Optional.of(request);
        return new Output.Send(request);
    }

    private SipRequest subscribe(Duration expires) {
        dialog = dialog.map(Dialog::next);
        var bare = dialog.map(begun -> begun.request(Methods.SUBSCRIBE)).orElseGet(this::first);
        var headers =
                bare.headers().toBuilder()
                        .contact(watch.contact())
                        .set("Event", watch.about().type().toString())
                        .set("Accept", watch.about().mediaType())
                        .expires(expires.toSeconds())
                        .build();
        return bare.withHeaders(headers);
    }

    private SipRequest first() {
        Headers headers =
                Headers.builder()
                        .maxForwards(HOPS)
                        .from(watch.address().withTag(tag))
                        .to(NameAddr.of(watch.target()))
                        .callId(callId)
                        .cseq(new CSeq(cseq + 1, Methods.SUBSCRIBE))
                        .routes(watch.routes())
                        .build();
        SipUri target = watch.target();
        return new SipRequest(Methods.SUBSCRIBE, target, headers, Body.EMPTY);
    }
}
