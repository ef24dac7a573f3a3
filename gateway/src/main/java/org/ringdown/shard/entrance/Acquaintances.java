package org.ringdown.shard.entrance;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ringdown.sip.transaction.Flow;

/**
 * The ways to those whom we know: who has proved a password or that they are a peer of ours, belongs to a call, or was asked something by us.
 *
 * <p>No stranger gets in here, and the one that was silent the longest makes room. Threads: any.
 */
final class Acquaintances {
    private static final int MOST = 20_000;

    private final Map<Flow, Boolean> ways =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Flow, Boolean> eldest) {
                    return size() > MOST;
                }
            };

    synchronized void meet(Flow way) {
        ways.put(way, true);
    }

    synchronized boolean includes(Flow way) {
        return ways.get(way) != null; // a look counts as news of it
    }

    synchronized void forget(Flow way) {
        ways.remove(way);
    }
}
