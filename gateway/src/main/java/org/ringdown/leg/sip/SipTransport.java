package org.ringdown.leg.sip;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.transaction.Flow;

/** Carries SIP messages. Nothing here blocks; what takes time (connecting, asking DNS) happens elsewhere and is told later. */
public interface SipTransport {
    /**
     * Sends one message. What cannot be sent is dropped.
     *
     * @param failed run, on any thread, when a stream is known to be broken or was never there; never for UDP
     */
    void send(Flow flow, ByteBuffer message, Runnable failed);

    /**
     * Finds the way to a URI: its transport, its address, a connection that is open already or a new one.
     *
     * @param found given the flow, or nothing where there is no way; called once, on any thread
     */
    void reach(SipUri target, Consumer<Optional<Flow>> found);

    /** Our address as the far end of a flow should write it: "host:port", for Via and Contact. */
    String sentBy(Flow flow);
}
