package org.ringdown.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.ringdown.sip.locate.Hop;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Transport;
import org.ringdown.time.Timers;
import org.ringdown.tls.SocketLayer;
import org.ringdown.way.SipDoor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SIP over TCP or TLS: connections that came and connections that we made, each with a reader and a writer of its own. */
final class SipStreams implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SipStreams.class);
    private static final Duration AFTER_A_FAILURE = Duration.ofMillis(100);
    private static final Duration LONGEST_END = Duration.ofSeconds(1);
    private static final Duration CONNECT_DEADLINE = Duration.ofSeconds(5);

    /** What the kernel holds for us: one more believes to be connected, and we know nothing of it. */
    private static final int MOST_UNACCEPTED = 1024;

    /** Calls whose connection broke and that have not spoken since. */
    private static final int MOST_REMEMBERED = 10_000;

    private final SocketLayer layer;
    private final SipDoor door;
    private final Timers timers;
    private final Map<Long, SipConnection> connections = new ConcurrentHashMap<>();
    private final PerAddress came = new PerAddress();
    private final Map<Long, Hop> ledTo = Collections.synchronizedMap(new Eldest<>(MOST_REMEMBERED));
    private final AtomicLong ticks = new AtomicLong();
    private final Limits limits;
    private volatile Optional<ServerSocket> server = Optional.empty();
    private volatile Optional<Thread> accepting = Optional.empty();

    /** How many connections there may be. */
    record Limits(int connections, int fromOneAddress) {
        static final Limits USUAL = new Limits(2_000, 200);
    }

    /** Connections can be made at once, and come after {@link #listen}. */
    SipStreams(SocketLayer layer, SipDoor door, Timers timers, Limits limits) {
        this.layer = layer;
        this.door = door;
        this.timers = timers;
        this.limits = limits;
    }

    void listen(InetSocketAddress address) throws IOException {
        var listening = new ServerSocket();
        try {
            listening.setReuseAddress(true);
            listening.bind(address, MOST_UNACCEPTED);
            server = Optional.of(listening);
        } catch (IOException e) {
            listening.close();
            throw e;
        }
    }

    /** Where it listens, if it does. */
    Optional<InetSocketAddress> listening() {
        return server.map(open -> (InetSocketAddress) open.getLocalSocketAddress());
    }

    void serve() {
        accepting =
                server.map(
                        open -> Thread.ofVirtual().name("sip-" + name()).start(() -> accept(open)));
    }

    static Transport transport(SocketLayer layer) {
        return layer.isPrivate() ? Transport.TLS : Transport.TCP;
    }

    private String name() {
        return transport(layer).name().toLowerCase(Locale.ROOT);
    }

    private void accept(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                welcome(server.accept());
            } catch (IOException e) {
                if (server.isClosed()) return;
                log.warn("a SIP connection could not be accepted: {}", e.toString());
                LockSupport.parkNanos(
                        AFTER_A_FAILURE.toNanos()); // it may be that all file handles are in use
            }
        }
    }

    /** One address may not have too many; of all addresses together, the longest silent connection makes room. */
    private void welcome(Socket socket) throws IOException {
        var from = socket.getInetAddress();
        if (came.of(from) >= limits.fromOneAddress()) {
            socket.close();
            return;
        }
        if (connections.size() >= limits.connections()) {
            connections.values().stream()
                    .min(Comparator.comparingLong(SipConnection::lastActive))
                    .ifPresent(SipConnection::close);
        }
        adopt(socket, Optional.empty());
    }

    /** @param made what we made of it and to whom it leads; empty for one that came */
    private SipConnection adopt(Socket raw, Optional<SipConnection.Made> made) throws IOException {
        long id = ticks.incrementAndGet();
        try {
            var connection = new SipConnection(id, raw, layer, made, timers, this::forget);
            connections.put(id, connection);
            if (made.isEmpty()) came.enter(connection.remote().getAddress());
            connection.serve(door, ticks::incrementAndGet);
            return connection;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private void forget(SipConnection closed) {
        if (connections.remove(closed.id(), closed) && closed.madeTo().isEmpty())
            came.leave(closed.remote().getAddress());
        if (!closed.carriedRequests()) return;
        closed.madeTo().ifPresent(host -> ledTo.put(closed.id(), hop(closed, host)));
        door.closed(closed.flow());
    }

    private static Hop hop(SipConnection closed, String host) {
        return new Hop(closed.flow().transport(), closed.remote(), host);
    }

    /** Where a connection led that we had made, and that is closed by now. */
    Optional<Hop> ledTo(Flow broken) {
        return Optional.ofNullable(ledTo.get(broken.connection()));
    }

    /** A connection that is open to this hop already, or a new one. Blocks while it is made. */
    Optional<SipConnection> connect(Hop hop) {
        var open =
                connections.values().stream()
                        .filter(connection -> connection.remote().equals(hop.address()))
                        .filter(connection -> connection.leadsTo(hop.host()))
                        .findFirst();
        if (open.isPresent()) return open;
        if (connections.size() >= limits.connections()) return Optional.empty();
        var raw = new Socket();
        var deadline = timers.after(CONNECT_DEADLINE, () -> closeQuietly(raw));
        try {
            raw.connect(hop.address(), (int) CONNECT_DEADLINE.toMillis());
            var stream = layer.connect(raw, hop.host());
            return Optional.of(adopt(raw, Optional.of(new SipConnection.Made(stream, hop.host()))));
        } catch (IOException e) {
            log.info(
                    "no SIP connection by {} to {} at {}: {}",
                    transport(layer),
                    hop.host(),
                    hop.address(),
                    e.getMessage());
            closeQuietly(raw);
            return Optional.empty();
        } finally {
            deadline.cancel();
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            log.debug("closing a socket: {}", e.toString());
        }
    }

    boolean isOpen(long connection) {
        return connections.containsKey(connection);
    }

    void send(long connection, ByteBuffer message, Runnable failed) {
        var open = connections.get(connection);
        if (open == null) failed.run();
        else open.send(message, failed);
    }

    @Override
    public void close() throws IOException {
        if (server.isPresent()) server.get().close();
        accepting.ifPresent(SipStreams::awaitEnd);
        connections.values().forEach(SipConnection::close);
    }

    /** A server socket goes on listening until the thread that waits for its next connection has noticed. */
    private static void awaitEnd(Thread accepting) {
        try {
            accepting.join(LONGEST_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
