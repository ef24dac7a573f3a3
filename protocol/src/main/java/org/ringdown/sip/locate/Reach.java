package org.ringdown.sip.locate;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.ringdown.sip.locate.Question.Kind;
import org.ringdown.sip.transaction.Transport;

/**
 * How far this node gets.
 *
 * @param transports that it can send on
 * @param families A, AAAA or both, the one to be tried first in front
 */
public record Reach(Set<Transport> transports, List<Kind> families) {
    public Reach {
        transports = Set.copyOf(transports);
        families = List.copyOf(families);
    }

    boolean includes(InetAddress address) {
        return families.contains(address instanceof Inet4Address ? Kind.A : Kind.AAAA);
    }
}
