package org.ringdown.way;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.locate.Hop;
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
     * Finds where a URI leads (RFC 3263).
     *
     * @param found given the hops in the order in which they are to be tried, none where nothing is known of it; called once, on
     *     any thread
     */
    void locate(SipUri target, Consumer<List<Hop>> found);

    /**
     * Opens the way to a hop: a connection that is open already or a new one, whose far end has proved to be the hop's host where
     * it is a secure one. Over UDP there is always a way; whether anybody is there shows later.
     *
     * @param connected given the flow, or nothing where there is no way; called once, on any thread
     */
    void connect(Hop hop, Consumer<Optional<Flow>> connected);

    /**
     * Makes a stream anew that broke: to the hop that it led to where we had made it, else to where a URI leads.
     *
     * @param connected as in {@link #connect}
     */
    default void reconnect(Flow broken, SipUri target, Consumer<Optional<Flow>> connected) {
        Reached.first(this, target, way -> connected.accept(way.map(Reached::flow)));
    }

    /** Whether messages can still be sent on a flow, as far as is known. */
    boolean isOpen(Flow flow);

    /** Our address as the far end of a flow should write it: "host:port", for Via and Contact. */
    String sentBy(Flow flow);
}
