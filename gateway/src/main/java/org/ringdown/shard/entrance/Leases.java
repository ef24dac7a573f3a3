package org.ringdown.shard.entrance;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.ringdown.way.CallLimits.Lease;

/**
 * What the calls of one shard count as, each until it counts no longer: a peer's until its dialog is over; a user's until the call is, also where
 * the user's phone has left it to somebody else. By the id of the leg that is counted.
 */
final class Leases {
    private final Map<String, Held> held = new HashMap<>();

    /**
     * @param follows whether it outlives the dialog
     * @param kept whether it outlives the leg
     */
    private record Held(Lease lease, boolean follows, boolean kept) {}

    int size() {
        return held.size();
    }

    void hold(String leg, Optional<Lease> lease, boolean follows) {
        lease.ifPresent(counted -> held.put(leg, new Held(counted, follows, false)));
    }

    /** The dialog is over; the leg may not know yet. */
    void dialogOver(String leg) {
        release(leg, !of(leg).map(Held::follows).orElse(false));
    }

    /** The leg goes, and the call goes on. */
    void keep(String leg) {
        of(leg).filter(Held::follows)
                .ifPresent(now -> held.put(leg, new Held(now.lease, true, true)));
    }

    /** The leg is over. */
    void legOver(String leg) {
        release(leg, of(leg).filter(Held::follows).filter(now -> !now.kept).isPresent());
    }

    void release(String leg) {
        release(leg, true);
    }

    private void release(String leg, boolean now) {
        if (now) Optional.ofNullable(held.remove(leg)).ifPresent(it -> it.lease.release());
    }

    private Optional<Held> of(String leg) {
        return Optional.ofNullable(held.get(leg));
    }
}
