package org.ringdown.call;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.ringdown.mailbox.Owner.Next;

/**
 * What a call owes to others once it is over: what is still on its way to a leg that it gave away is sent after it, and a leg that it is still
 * to be given is waited for.
 */
final class Afterlife {
    /** How long a mover waits for the answer to its offer; nothing but other mailboxes stands between. */
    static final Duration OFFER = Duration.ofSeconds(5);

    /** How long the taker waits: longer than the mover, who decides until then. */
    static final Duration RELEASE = Duration.ofSeconds(10);

    private final String id;
    private final Calls house;
    private final Map<String, String> given = new HashMap<>();
    private boolean lingers;

    private record Done() {}

    Afterlife(String id, Calls house) {
        this.id = id;
        this.house = house;
    }

    void gave(String leg, String to) {
        given.put(leg, Calls.mailbox(to));
    }

    void begins(Optional<String> owed) {
        lingers = owed.isPresent() || !given.isEmpty();
        if (!lingers) return;
        house.timers().after(RELEASE, () -> house.post().send(Calls.mailbox(id), new Done()));
    }

    void receive(Object message) {
        switch (message) {
            case ToLeg late ->
                    Optional.ofNullable(given.get(late.leg()))
                            .ifPresent(to -> house.post().send(to, late));
            case Done() -> lingers = false;
            default -> {}
        }
    }

    Next next() {
        return lingers ? Next.STAY : Next.RETIRE;
    }
}
