package org.ringdown.net;

import java.nio.ByteBuffer;
import org.ringdown.sip.transaction.Flow;

/** Carries SIP on connections that came to this node elsewhere than at a SIP port; none can be made. */
public interface SipCarrier {
    /** As {@link org.ringdown.way.SipTransport#send}. */
    void send(Flow flow, ByteBuffer message, Runnable failed);

    boolean isOpen(Flow flow);

    /** As {@link org.ringdown.way.SipTransport#sentBy}. */
    String sentBy(Flow flow);
}
