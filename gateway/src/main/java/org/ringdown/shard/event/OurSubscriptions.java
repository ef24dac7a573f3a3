package org.ringdown.shard.event;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.ringdown.shard.NotifyCame;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.event.Subscriber.Half;

/**
 * Which subscriptions of ours are alive, and whose they are: a NOTIFY may come before anything else is known of its dialog (RFC 6665 §4.4.1),
 * and one that belongs to none of them is nobody's. Any thread may ask.
 */
public final class OurSubscriptions {
    private final Map<Half, String> owners = new ConcurrentHashMap<>();

    /** @param mailbox that is posted {@link NotifyCame} */
    public void open(Half half, String mailbox) {
        owners.put(half, mailbox);
    }

    public void close(Half half) {
        owners.remove(half);
    }

    /** Whose NOTIFY this is. */
    public Optional<String> ownerOf(SipRequest notify) {
        var headers = notify.headers();
        return headers.to()
                .tag()
                .flatMap(tag -> Optional.ofNullable(owners.get(new Half(headers.callId(), tag))));
    }
}
