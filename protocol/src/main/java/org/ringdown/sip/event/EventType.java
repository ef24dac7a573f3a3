package org.ringdown.sip.event;

import java.util.Optional;
import java.util.regex.Pattern;
import org.ringdown.sip.Headers;
import org.ringdown.sip.Parameterised;
import org.ringdown.sip.Params;

/**
 * What a subscription is about: the Event header (RFC 6665 §8.2.1).
 *
 * @param name of the event package, such as {@code dialog}; it compares with case
 * @param id tells two subscriptions of one dialog apart
 */
public record EventType(String name, Optional<String> id) {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9.!%*_+`'~-]{1,64}");

    /** The calls of a user (RFC 4235). */
    public static final EventType DIALOG = of("dialog");

    /** Whether a user can be reached (RFC 3856). */
    public static final EventType PRESENCE = of("presence");

    /** Messages that wait in a mailbox (RFC 3842). */
    public static final EventType MESSAGE_SUMMARY = of("message-summary");

    public EventType {
        if (!TOKEN.matcher(name).matches()) throw new IllegalArgumentException("not a token");
        if (id.isPresent() && !TOKEN.matcher(id.get()).matches())
            throw new IllegalArgumentException("not a token");
    }

    private static EventType of(String name) {
        return new EventType(name, Optional.empty());
    }

    /** That of a SUBSCRIBE or NOTIFY; empty where it is absent or cannot be read: both are answered 489 (§7.2.1). */
    public static Optional<EventType> of(Headers headers) {
        return headers.parameterised("Event").filter(EventType::isReadable).map(EventType::read);
    }

    private static boolean isReadable(Parameterised event) {
        return TOKEN.matcher(event.value()).matches()
                && event.params().get("id").map(id -> TOKEN.matcher(id).matches()).orElse(true);
    }

    private static EventType read(Parameterised event) {
        return new EventType(event.value(), event.params().get("id"));
    }

    /** Whether both are of the same event package, whatever their ids. */
    public boolean isOf(EventType other) {
        return name.equals(other.name);
    }

    @Override
    public String toString() {
        return new Parameterised(
                        name, id.map(text -> Params.NONE.with("id", text)).orElse(Params.NONE))
                .toString();
    }
}
