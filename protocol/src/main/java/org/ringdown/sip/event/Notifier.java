package org.ringdown.sip.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.ringdown.sip.Body;
import org.ringdown.sip.Methods;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.dialog.Dialog;
import org.ringdown.sip.event.NotifierTable.Event;
import org.ringdown.sip.event.NotifierTable.Order;
import org.ringdown.sip.event.NotifierTable.State;
import org.ringdown.sip.event.SubscriptionState.Phase;
import org.ringdown.sip.event.SubscriptionState.Reason;

/**
 * One subscription of another's with us (RFC 6665 §4.2): tells what it is about, now and whenever it changes, until it ends.
 *
 * <p>Sans-IO: the {@link Output}s say what to send, the outcome of each request comes back by {@link #answered} or
 * {@link #unanswered}. {@code now} is in nanoseconds of a monotonic clock. One owner.
 */
public final class Notifier {
    /** These end the subscription (RFC 6665 §4.2.2, by RFC 5057 §5.1); any other refusal means that one NOTIFY only. */
    private static final Set<Integer> ENDING =
            Set.of(404, 405, 408, 410, 416, 480, 481, 482, 483, 484, 485, 489, 501, 604);

    private final EventPackage about;
    private final EventType type;
    private Dialog dialog;
    private State state = State.QUIET;
    private Phase phase = Phase.ACTIVE;
    private Optional<Document> document = Optional.empty();
    private SubscriptionState last = SubscriptionState.terminated(Reason.TIMEOUT);
    private long version;
    private long until;

    /** What to do. */
    public sealed interface Output {
        /** Send this request, which needs a Via and a Contact, in a transaction of its own. */
        record Send(SipRequest request) implements Output {}

        /** The subscription is no more. */
        record Over() implements Output {}
    }

    /**
     * A subscription that was granted; {@link #subscribed} is to follow its 2xx.
     *
     * @param type as the subscriber wrote it, with its id
     * @param dialog that of the 2xx
     */
    public Notifier(EventPackage about, EventType type, Dialog dialog, long now) {
        this.about = about;
        this.type = type;
        this.dialog = dialog;
        this.until = now;
    }

    /** Nothing is told until {@link #approved}. */
    public void awaitApproval() {
        phase = Phase.PENDING;
    }

    public List<Output> approved(long now) {
        phase = Phase.ACTIVE;
        return on(Event.CHANGED, now);
    }

    /** After the 2xx to a SUBSCRIBE, the first or a later one. A time of zero tells once more, and ends it. */
    public List<Output> subscribed(Duration granted, Optional<Document> current, long now) {
        document = current.or(() -> document);
        until = now + granted.toNanos();
        return on(granted.isZero() ? Event.ENDED : Event.SUBSCRIBED, now);
    }

    public List<Output> changed(Document current, long now) {
        document = Optional.of(current);
        return phase == Phase.PENDING ? List.of() : on(Event.CHANGED, now);
    }

    /** Ends it from our side. */
    public List<Output> end(SubscriptionState why, long now) {
        last = why;
        return on(Event.ENDED, now);
    }

    /** The final response to our NOTIFY. */
    public List<Output> answered(int status, long now) {
        return on(ENDING.contains(status) ? Event.LOST : Event.HEARD, now);
    }

    /** Our NOTIFY was never answered, or could not be sent. */
    public List<Output> unanswered(long now) {
        return on(Event.LOST, now);
    }

    /** When {@link #expire} is to be called; empty once it ends. */
    public OptionalLong nextDeadline() {
        return switch (state) {
            case QUIET, TELLING, STALE -> OptionalLong.of(until);
            case ENDING, LEAVING, OVER -> OptionalLong.empty();
        };
    }

    /** Ends it if its time is over by {@code now}. */
    public List<Output> expire(long now) {
        boolean due = nextDeadline().isPresent() && until - now <= 0;
        return due ? on(Event.ENDED, now) : List.of();
    }

    /** The dialog after a request of the subscriber's within it. */
    public void moved(Dialog next) {
        dialog = next;
    }

    public Dialog dialog() {
        return dialog;
    }

    public EventPackage about() {
        return about;
    }

    public EventType type() {
        return type;
    }

    private List<Output> on(Event event, long now) {
        var step = NotifierTable.on(state, event);
        state = step.next();
        var out = new ArrayList<Output>();
        for (var order : step.orders()) out.add(perform(order, now));
        return out;
    }

    private Output perform(Order order, long now) {
        return switch (order) {
            case TELL -> tell(SubscriptionState.live(phase, secondsLeft(now)));
            case TELL_LAST -> tell(last);
            case FORGET -> new Output.Over();
        };
    }

    private Output tell(SubscriptionState how) {
        dialog = dialog.next();
        var notify = dialog.request(Methods.NOTIFY);
        var headers =
                notify.headers()
                        .with("Event", type.toString())
                        .with("Subscription-State", how.toString());
        return new Output.Send(filled(notify.withHeaders(headers)));
    }

    private SipRequest filled(SipRequest notify) {
        if (phase == Phase.PENDING || document.isEmpty()) return notify;
        Body body = document.get().write(version++);
        return notify.withBody(about.mediaType(), body);
    }

    private long secondsLeft(long now) {
        return Math.max(0, Duration.ofNanos(until - now).toSeconds());
    }
}
