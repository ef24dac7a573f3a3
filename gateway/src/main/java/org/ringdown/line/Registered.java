package org.ringdown.line;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.transaction.Flow;

/**
 * What is known of a registration.
 *
 * @param contactUser the user part of the address that calls for it come to; beyond guessing
 * @param serviceRoute the way that the registrar wants our calls to take (RFC 3608)
 * @param flow the way to the registrar that worked last
 * @param trouble why it is not on, for people; empty where nothing is known
 */
public record Registered(
        String contactUser,
        List<NameAddr> serviceRoute,
        Optional<Flow> flow,
        boolean on,
        String trouble) {
    /** Before anything was heard of it. */
    static final Registered NOT_YET = new Registered("", List.of(), Optional.empty(), false, "");

    public Registered {
        serviceRoute = List.copyOf(serviceRoute);
    }

    /** Where the registrar answers from. */
    public Optional<InetAddress> peer() {
        return flow.map(by -> by.remote().getAddress());
    }
}
