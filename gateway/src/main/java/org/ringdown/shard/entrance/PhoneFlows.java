package org.ringdown.shard.entrance;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.ringdown.sip.transaction.Flow;

/**
 * Whose phones have registered over which streams: their users are told when one closes. No larger than the open streams and the users
 * behind them. Part of the shard's mailbox.
 */
final class PhoneFlows {
    private final Map<Flow, Set<String>> users = new HashMap<>();

    void registered(Flow flow, String user) {
        if (flow.reliable()) users.computeIfAbsent(flow, _ -> new HashSet<>()).add(user);
    }

    /** Forgets a stream; the users who had phones there. */
    Set<String> closed(Flow flow) {
        var had = users.remove(flow);
        return had == null ? Set.of() : had;
    }
}
