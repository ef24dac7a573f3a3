package org.ringdown.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.ringdown.net.PerAddress;
import org.ringdown.net.SipCarrier;
import org.ringdown.sip.HostPort;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Transport;
import org.ringdown.time.Timers;
import org.ringdown.way.SipDoor;

/** SIP over WebSocket (RFC 7118): all sockets at {@code /v1/sip}, each a flow on which its far end is reached as long as it is open. */
public final class SipWebSockets implements SipCarrier {
    /** The sub-protocol that clients ask for (§4.1). */
    static final String PROTOCOL = "sip";

    private static final int MOST = 10_000;
    private static final int MOST_OF_ONE_ADDRESS = 200;

    private final Timers timers;
    private final Map<Long, SipWebSocket> open = new ConcurrentHashMap<>();
    private final PerAddress perAddress = new PerAddress();
    private final AtomicLong ids = new AtomicLong();
    private volatile Optional<SipDoor> door = Optional.empty();

    public SipWebSockets(Timers timers) {
        this.timers = timers;
    }

    /** From now on sockets are let in. */
    public void serve(SipDoor to) {
        door = Optional.of(to);
    }

    /** Whether there is room for one more of a visitor. */
    boolean hasRoomFor(Ask ask) {
        return open.size() < MOST && perAddress.of(address(ask)) < MOST_OF_ONE_ADDRESS;
    }

    /** Makes a WebSocket of this request; false where it asks for none, or there is nothing to connect it to. */
    boolean upgrade(
            ServerWebSocketContainer sockets,
            Ask ask,
            Site.Patience patience,
            Response response,
            Callback callback) {
        if (door.isEmpty()) return false;
        var flow = flow(ask);
        return sockets.upgrade(
                (_, upgrade, _) -> {
                    upgrade.setAcceptedSubProtocol(PROTOCOL);
                    return new SipWebSocket(flow, door.orElseThrow(), timers, patience, this);
                },
                ask.request(),
                response,
                callback);
    }

    private Flow flow(Ask ask) {
        var connection = ask.request().getConnectionMetaData();
        var peer = (InetSocketAddress) connection.getRemoteSocketAddress();
        return new Flow(
                ask.visitor().isSecure() ? Transport.WSS : Transport.WS,
                new InetSocketAddress(address(ask), peer.getPort()),
                (InetSocketAddress) connection.getLocalSocketAddress(),
                ids.incrementAndGet());
    }

    /** A proxy may know its visitors by something else than an address: then it is the proxy's. */
    private static InetAddress address(Ask ask) {
        try {
            return InetAddress.ofLiteral(ask.visitor().address());
        } catch (IllegalArgumentException notAnAddress) {
            var connection = ask.request().getConnectionMetaData();
            return ((InetSocketAddress) connection.getRemoteSocketAddress()).getAddress();
        }
    }

    void opened(SipWebSocket socket) {
        open.put(socket.id(), socket);
        perAddress.enter(socket.remote());
    }

    void closed(SipWebSocket socket) {
        if (open.remove(socket.id(), socket)) perAddress.leave(socket.remote());
    }

    @Override
    public void send(Flow flow, ByteBuffer message, Runnable failed) {
        var socket = open.get(flow.connection());
        if (socket == null) failed.run();
        else socket.send(message, failed);
    }

    @Override
    public boolean isOpen(Flow flow) {
        return open.containsKey(flow.connection());
    }

    @Override
    public String sentBy(Flow flow) {
        var local = flow.local();
        return HostPort.of(local.getAddress().getHostAddress(), local.getPort()).toString();
    }

    /** Tells every far end that the gateway stops. */
    void closeAll() {
        open.values().forEach(socket -> socket.close(1001, "the gateway stops"));
    }
}
