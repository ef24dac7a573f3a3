package org.ringdown.way;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.ringdown.sip.HostPort;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.dialog.Dialog;
import org.ringdown.sip.transaction.Flow;

/** Where a request within a dialog goes (RFC 3261 §12.2.1.1): to the first route or the Contact, unless that cannot be reached from here. */
public final class NextHop {
    private static final int SIP_PORT = 5060;

    private NextHop() {}

    /** A stream stays the stream that it is. A name is not asked for: whoever uses one is reached the way its messages come. */
    public static Flow of(Dialog dialog, Flow flow) {
        if (flow.reliable() || !(dialog.nextHop() instanceof SipUri hop) || hop.secure())
            return flow;
        if (hop.transport().filter(transport -> !transport.equalsIgnoreCase("udp")).isPresent())
            return flow;
        Optional<InetAddress> address = HostPort.of(hop.host()).address();
        return address.filter(to -> isReachable(to, flow.remote().getAddress()))
                .map(to ->
                        Flow.udp(
                                new InetSocketAddress(to, hop.port().orElse(SIP_PORT)),
                                flow.local()))
                .orElse(flow);
    }

    /** A private address in the Contact of a far end that speaks from another one is behind its NAT. */
    private static boolean isReachable(InetAddress to, InetAddress signalling) {
        boolean hidden =
                to.isSiteLocalAddress()
                        || to.isLoopbackAddress()
                        || to.isLinkLocalAddress()
                        || to.isAnyLocalAddress()
                        || to.isMulticastAddress();
        return !hidden || to.equals(signalling);
    }
}
