package org.ringdown.sip.event;

import java.time.Duration;
import java.util.Optional;
import org.ringdown.sip.Headers;
import org.ringdown.sip.Refusal;
import org.ringdown.sip.SipRequest;

/**
 * The rules by which subscriptions to one event package are granted (RFC 6665 §4.2.1.1, §5.4).
 *
 * @param type without an id
 * @param mediaType of its documents, which whoever subscribes must be able to read
 * @param shortest what is asked to be shorter is refused, with the time to ask for; 0 ends a subscription
 * @param usual what is granted when no time is asked for
 * @param longest what is asked to be longer is granted for this long
 */
public record EventPackage(
        EventType type, String mediaType, Duration shortest, Duration usual, Duration longest) {
    /** RFC 4235 §3: an hour. */
    public static final EventPackage DIALOG = of(EventType.DIALOG, DialogInfo.MEDIA_TYPE);

    /** RFC 3856 §6.4: an hour. */
    public static final EventPackage PRESENCE = of(EventType.PRESENCE, Pidf.MEDIA_TYPE);

    /** RFC 3842 §3.4 leaves the time open. */
    public static final EventPackage MESSAGE_SUMMARY =
            of(EventType.MESSAGE_SUMMARY, MessageSummary.MEDIA_TYPE);

    private static EventPackage of(EventType type, String mediaType) {
        var hour = Duration.ofHours(1);
        return new EventPackage(type, mediaType, Duration.ofMinutes(1), hour, hour);
    }

    /** What asking for a time comes to. */
    public sealed interface Grant {
        /** For this long; zero where it shall end, or was only a look (§4.4.3). */
        record For(Duration time) implements Grant {}

        record Refused(Refusal refusal) implements Grant {}
    }

    public Grant grant(SipRequest subscribe) {
        if (!isReadable(subscribe.headers())) {
            var accept = Headers.NONE.with("Accept", mediaType);
            return new Grant.Refused(new Refusal(406, "Not Acceptable", accept));
        }
        long asked = subscribe.headers().expires().orElse(usual.toSeconds());
        if (asked > 0 && asked < shortest.toSeconds()) {
            var least = Headers.NONE.with("Min-Expires", Long.toString(shortest.toSeconds()));
            return new Grant.Refused(new Refusal(423, "Interval Too Brief", least));
        }
        return new Grant.For(Duration.ofSeconds(Math.min(asked, longest.toSeconds())));
    }

    /** Without an Accept, the package's own type is meant (RFC 6665 §5.4.5). */
    private boolean isReadable(Headers headers) {
        return !headers.has("Accept")
                || headers.accept().stream().anyMatch(range -> range.includes(mediaType));
    }

    /** Of those offered, the one that a request is about; empty is answered 489. */
    public static Optional<EventPackage> of(Iterable<EventPackage> offered, EventType asked) {
        for (var one : offered) {
            if (one.type.isOf(asked)) return Optional.of(one);
        }
        return Optional.empty();
    }
}
