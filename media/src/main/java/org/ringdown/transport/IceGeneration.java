package org.ringdown.transport;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.ringdown.ice.IceCredentials;
import org.ringdown.ice.IceLiteAgent;
import org.ringdown.stun.StunMessage;

/** One ICE agent at a shared port: under its user name, and at the ends that it has validated. */
final class IceGeneration {
    private final WebRtcPort port;
    private final WebRtcTransport transport;
    private final IceCredentials credentials;
    private final IceLiteAgent<PageEnd> agent;
    private final List<PageEnd> ends = new ArrayList<>(2);

    IceGeneration(WebRtcPort port, WebRtcTransport transport, IceCredentials credentials) {
        this.port = port;
        this.transport = transport;
        this.credentials = credentials;
        this.agent = new IceLiteAgent<>(credentials);
        port.expect(credentials.ufrag(), transport);
    }

    boolean isOf(String ufrag) {
        return credentials.ufrag().equals(ufrag);
    }

    IceLiteAgent.Outcome check(StunMessage message, PageEnd from, long now, ByteBuffer reply) {
        var outcome = agent.receive(message, from, from.address(), now, reply);
        // Also one that was ours before: another page may have had it in between.
        if (outcome != IceLiteAgent.Outcome.IGNORED && agent.isValidated(from)) keep(from);
        return outcome;
    }

    private void keep(PageEnd from) {
        from.validated(transport);
        ends.remove(from); // an equal one that was forgotten does not own it
        ends.add(from);
        if (ends.size() > IceLiteAgent.MAX_PAIRS) ends.removeIf(this::isStale);
    }

    private boolean isStale(PageEnd end) {
        boolean stale = !agent.isValidated(end);
        if (stale) end.forget(transport);
        return stale;
    }

    /** Nothing is heard under this name or at these ends any more, except what {@code successor} has validated too. */
    void retire(IceGeneration successor) {
        port.forget(credentials.ufrag(), transport);
        for (var end : ends) {
            if (!successor.ends.contains(end)) end.forget(transport);
        }
    }

    void retire() {
        port.forget(credentials.ufrag(), transport);
        for (var end : ends) end.forget(transport);
    }
}
