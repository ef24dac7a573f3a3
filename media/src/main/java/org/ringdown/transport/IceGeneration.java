package org.ringdown.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.ringdown.ice.IceCredentials;
import org.ringdown.ice.IceLiteAgent;
import org.ringdown.stun.StunMessage;

/** One ICE agent at a shared port: under its user name, and at the addresses that it has validated. */
final class IceGeneration {
    private final WebRtcPort port;
    private final WebRtcTransport transport;
    private final IceCredentials credentials;
    private final IceLiteAgent agent;
    private final List<InetSocketAddress> addresses = new ArrayList<>(2);

    IceGeneration(WebRtcPort port, WebRtcTransport transport, IceCredentials credentials) {
        this.port = port;
        this.transport = transport;
        this.credentials = credentials;
        this.agent = new IceLiteAgent(credentials);
        port.expect(credentials.ufrag(), transport);
    }

    boolean isOf(String ufrag) {
        return credentials.ufrag().equals(ufrag);
    }

    IceLiteAgent.Outcome check(
            StunMessage message, InetSocketAddress from, long now, ByteBuffer reply) {
        var outcome = agent.receive(message, from, now, reply);
        // Also one that was ours before: another page may have had it in between.
        if (outcome != IceLiteAgent.Outcome.IGNORED && agent.isValidated(from)) keep(from);
        return outcome;
    }

    private void keep(InetSocketAddress from) {
        port.validated(from, transport);
        if (addresses.contains(from)) return;
        addresses.add(from);
        if (addresses.size() > IceLiteAgent.MAX_PAIRS) addresses.removeIf(this::isStale);
    }

    private boolean isStale(InetSocketAddress address) {
        boolean stale = !agent.isValidated(address);
        if (stale) port.forget(address, transport);
        return stale;
    }

    /** Nothing is heard under this name or at these addresses any more, except what {@code successor} has validated too. */
    void retire(IceGeneration successor) {
        port.forget(credentials.ufrag(), transport);
        for (var address : addresses) {
            if (!successor.addresses.contains(address)) port.forget(address, transport);
        }
    }

    void retire() {
        port.forget(credentials.ufrag(), transport);
        for (var address : addresses) port.forget(address, transport);
    }
}
