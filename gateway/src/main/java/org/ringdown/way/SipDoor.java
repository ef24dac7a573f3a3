package org.ringdown.way;

import java.nio.ByteBuffer;
import org.ringdown.sip.SipMessage;
import org.ringdown.sip.transaction.Flow;

/** Where SIP messages come in. Called by transports, on any thread; returns at once. */
public interface SipDoor {
    /** A datagram, whatever it holds. */
    void datagram(ByteBuffer datagram, Flow from);

    /**
     * A message that a stream's framing has cut out.
     *
     * @return false where its sender asks too much and has proved nothing: the stream is to be closed
     */
    boolean message(SipMessage message, Flow from);

    /** A stream on which a request of ours went out is closed: what was asked there will not be answered. */
    default void closed(Flow flow) {}
}
