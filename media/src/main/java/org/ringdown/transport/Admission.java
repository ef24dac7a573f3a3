package org.ringdown.transport;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** How many connections there may be: in all, and from one address. */
final class Admission {
    private final int most;
    private final int mostFromOne;
    private final Map<InetAddress, Integer> from = new HashMap<>();
    private int all;

    Admission(int most, int mostFromOne) {
        this.most = most;
        this.mostFromOne = mostFromOne;
    }

    boolean admits(InetAddress address) {
        return all < most && from.getOrDefault(address, 0) < mostFromOne;
    }

    void enter(InetAddress address) {
        all++;
        from.merge(address, 1, Integer::sum);
    }

    void leave(InetAddress address) {
        all--;
        from.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    }
}
