package org.ringdown.net;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.locate.Hop;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.way.SipTransport;

/** All ways of SIP: our own sockets, and the WebSockets that came in by HTTP. */
public final class SipWays implements SipTransport {
    private final SipTransport sockets;
    private final SipCarrier webSockets;

    public SipWays(SipTransport sockets, SipCarrier webSockets) {
        this.sockets = sockets;
        this.webSockets = webSockets;
    }

    private static boolean isWebSocket(Flow flow) {
        return switch (flow.transport()) {
            case WS, WSS -> true;
            case UDP, TCP, TLS -> false;
        };
    }

    @Override
    public void send(Flow flow, ByteBuffer message, Runnable failed) {
        if (isWebSocket(flow)) webSockets.send(flow, message, failed);
        else sockets.send(flow, message, failed);
    }

    @Override
    public void locate(SipUri target, Consumer<List<Hop>> found) {
        sockets.locate(target, found);
    }

    @Override
    public void connect(Hop hop, Consumer<Optional<Flow>> connected) {
        sockets.connect(hop, connected);
    }

    /** A page's socket is the page's to make. */
    @Override
    public void reconnect(Flow broken, SipUri target, Consumer<Optional<Flow>> connected) {
        if (isWebSocket(broken)) connected.accept(Optional.empty());
        else sockets.reconnect(broken, target, connected);
    }

    @Override
    public boolean isOpen(Flow flow) {
        return isWebSocket(flow) ? webSockets.isOpen(flow) : sockets.isOpen(flow);
    }

    @Override
    public String sentBy(Flow flow) {
        return isWebSocket(flow) ? webSockets.sentBy(flow) : sockets.sentBy(flow);
    }
}
