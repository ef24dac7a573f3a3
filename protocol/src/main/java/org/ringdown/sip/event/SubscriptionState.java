package org.ringdown.sip.event;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.ringdown.sip.Headers;
import org.ringdown.sip.Parameterised;
import org.ringdown.sip.Params;

/**
 * How it stands with a subscription: the Subscription-State header (RFC 6665 §4.1.3).
 *
 * @param expires seconds that are left
 * @param reason why it is over; empty where it is not, and for reasons that nobody has defined
 * @param retryAfter seconds until asking again makes sense
 */
public record SubscriptionState(
        Phase phase, OptionalLong expires, Optional<Reason> reason, OptionalLong retryAfter) {
    private static final Pattern SECONDS = Pattern.compile("0*[0-9]{1,10}");

    public enum Phase {
        /** Heard, and not decided yet: nothing is told. */
        PENDING,
        ACTIVE,
        TERMINATED
    }

    /** Why a subscription is over, and so whether to ask again (§4.1.3). */
    public enum Reason {
        /** Ask again, at once. */
        DEACTIVATED,
        /** Ask again, later. */
        PROBATION,
        /** Never ask again. */
        REJECTED,
        /** It was not refreshed; it may be asked for again. */
        TIMEOUT,
        /** Nobody decided; ask again later. */
        GIVEUP,
        /** What was watched is no more. */
        NORESOURCE,
        /** What was watched will never change. */
        INVARIANT
    }

    public static SubscriptionState active(long expires) {
        return live(Phase.ACTIVE, expires);
    }

    static SubscriptionState live(Phase phase, long expires) {
        return new SubscriptionState(
                phase, OptionalLong.of(expires), Optional.empty(), OptionalLong.empty());
    }

    public static SubscriptionState terminated(Reason reason) {
        return new SubscriptionState(
                Phase.TERMINATED, OptionalLong.empty(), Optional.of(reason), OptionalLong.empty());
    }

    public SubscriptionState withRetryAfter(long seconds) {
        return new SubscriptionState(phase, expires, reason, OptionalLong.of(seconds));
    }

    /** That of a NOTIFY; empty where it is absent or no state that we know: to be answered 400 (§4.1.3). */
    public static Optional<SubscriptionState> of(Headers headers) {
        return headers.parameterised("Subscription-State")
                .flatMap(
                        header -> phase(header.value()).map(phase -> read(phase, header.params())));
    }

    private static SubscriptionState read(Phase phase, Params params) {
        return new SubscriptionState(
                phase,
                seconds(params, "expires"),
                params.get("reason").flatMap(text -> find(Reason.values(), text)),
                seconds(params, "retry-after"));
    }

    private static Optional<Phase> phase(String text) {
        return find(Phase.values(), text);
    }

    private static <E extends Enum<E>> Optional<E> find(E[] all, String text) {
        for (var one : all) {
            if (one.name().equalsIgnoreCase(text)) return Optional.of(one);
        }
        return Optional.empty();
    }

    private static OptionalLong seconds(Params params, String name) {
        var text = params.get(name).filter(value -> SECONDS.matcher(value).matches());
        return text.isPresent()
                ? OptionalLong.of(Math.min(Long.parseLong(text.get()), 0xffff_ffffL))
                : OptionalLong.empty();
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        var params = Params.NONE;
        if (expires.isPresent())
            params = params.with("expires", Long.toString(expires.getAsLong()));
        if (reason.isPresent()) params = params.with("reason", word(reason.get()));
        if (retryAfter.isPresent())
            params = params.with("retry-after", Long.toString(retryAfter.getAsLong()));
        return new Parameterised(word(phase), params).toString();
    }
}
