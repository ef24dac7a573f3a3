package org.ringdown.net;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many connections each address has. No larger than the connections that there are. Threads: any. */
public final class PerAddress {
    private final Map<InetAddress, Integer> connections = new ConcurrentHashMap<>();

    /** One more; how many it has now. */
    public int enter(InetAddress from) {
        return connections.merge(from, 1, Integer::sum);
    }

    /** One less. */
    public void leave(InetAddress from) {
        connections.computeIfPresent(from, (_, count) -> count == 1 ? null : count - 1);
    }

    /** How many it has. */
    public int of(InetAddress from) {
        return connections.getOrDefault(from, 0);
    }
}
