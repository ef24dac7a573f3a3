package org.ringdown.route;

import java.util.List;
import org.ringdown.call.Destination;
import org.ringdown.sip.transaction.Flow;

/**
 * A SIP phone registered at our own registrar.
 *
 * @param contact the URI that it registered
 * @param path the proxies between us and it, the nearest first (RFC 3327)
 * @param flow the way its registration came, which also leads back through its NAT
 */
public record PhoneDestination(String user, String contact, List<String> path, Flow flow)
        implements Destination {
    public PhoneDestination {
        path = List.copyOf(path);
    }
}
