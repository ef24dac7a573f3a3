package org.ringdown.way;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ringdown.route.PhoneDestination;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.trunk.Trunk;
import org.ringdown.wire.MalformedException;

/**
 * How a request of ours gets to its peer, and who we are there.
 *
 * @param routes the proxies to pass, nearest first; empty where the peer is asked directly
 * @param flow the way, where it is known already; else it is found by the first route or the Request-URI
 * @param account whose password may answer a challenge on this way; empty: no challenge is answered
 * @param impatient whether a peer that says nothing at all within {@link ClientRequests#PATIENCE} is given up
 * @param may what whoever is there may ask of us in return
 */
public record Way(
        List<NameAddr> routes,
        Optional<Flow> flow,
        Optional<String> account,
        boolean impatient,
        Set<Trunk.Ask> may) {
    /** By the request's own URI, as nobody. */
    public static final Way DIRECT = through(List.of());

    public Way {
        routes = List.copyOf(routes);
        may = Set.copyOf(may);
    }

    /** To somebody who may ask anything, and is asked without an account. */
    public Way(List<NameAddr> routes, Optional<Flow> flow) {
        this(routes, flow, Optional.empty(), false, Trunk.Ask.ALL);
    }

    public static Way on(Flow flow) {
        return new Way(List.of(), Optional.of(flow));
    }

    /**
     * The way that a phone's REGISTER came, and through the proxies that it named (RFC 3327 §5.3). The first of them is at the far end of the
     * flow, whatever it calls itself: a phone cannot have our calls sent anywhere else.
     */
    public static Way to(PhoneDestination phone) {
        var path = phone.path().stream().map(Way::proxy).toList();
        return new Way(path, Optional.of(phone.flow()));
    }

    private static NameAddr proxy(String written) {
        try {
            return NameAddr.parse(written);
        } catch (MalformedException wrong) {
            throw new IllegalArgumentException(wrong.getMessage(), wrong);
        }
    }

    public static Way through(List<NameAddr> routes) {
        return new Way(routes, Optional.empty());
    }

    public Way as(String name) {
        return new Way(routes, flow, Optional.of(name), impatient, may);
    }

    /** A silent peer is given up early: there is another to ask. */
    public Way impatiently() {
        return new Way(routes, flow, account, true, may);
    }

    public Way allowing(Set<Trunk.Ask> asks) {
        return new Way(routes, flow, account, impatient, asks);
    }
}
