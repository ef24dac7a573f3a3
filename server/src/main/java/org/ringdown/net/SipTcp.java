package org.ringdown.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.ringdown.leg.sip.SipDoor;
import org.ringdown.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SIP over TCP: connections that came and connections that we made, each with a reader and a writer of its own. */
final class SipTcp implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SipTcp.class);
    private static final Duration AFTER_A_FAILURE = Duration.ofMillis(100);
    private static final Duration CONNECT_DEADLINE = Duration.ofSeconds(5);

    private final ServerSocket server;
    private final SipDoor door;
    private final Timers timers;
    private final Map<Long, SipConnection> connections = new ConcurrentHashMap<>();
    private final AtomicLong ticks = new AtomicLong();
    private final Limits limits;

    /** How many connections there may be. */
    record Limits(int connections, int fromOneAddress) {
        static final Limits USUAL = new Limits(2_000, 200);
    }

    private SipTcp(ServerSocket server, SipDoor door, Timers timers, Limits limits) {
        this.server = server;
        this.door = door;
        this.timers = timers;
        this.limits = limits;
    }

    static SipTcp open(InetSocketAddress address, SipDoor door, Timers timers, Limits limits)
            throws IOException {
        var server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(address);
            return new SipTcp(server, door, timers, limits);
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    InetSocketAddress local() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    void serve() {
        Thread.ofVirtual().name("sip-tcp").start(this::accept);
    }

    private void accept() {
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
        long alike =
                connections.values().stream()
                        .filter(connection -> connection.remote().getAddress().equals(from))
                        .count();
        if (alike >= limits.fromOneAddress()) {
            socket.close();
            return;
        }
        if (connections.size() >= limits.connections()) {
            connections.values().stream()
                    .min(Comparator.comparingLong(SipConnection::lastActive))
                    .ifPresent(SipConnection::close);
        }
        adopt(socket, SipConnection::accepted);
    }

    /** How a connection begins: {@link SipConnection#accepted} or {@link SipConnection#made}. */
    private interface Beginning {
        SipConnection begin(
                long id,
                Socket socket,
                InetSocketAddress local,
                Timers timers,
                Consumer<SipConnection> whenClosed)
                throws IOException;
    }

    private SipConnection adopt(Socket socket, Beginning beginning) throws IOException {
        long id = ticks.incrementAndGet();
        try {
            var connection =
                    beginning.begin(
                            id,
                            socket,
                            local(),
                            timers,
                            closed -> connections.remove(closed.id(), closed));
            connections.put(id, connection);
            connection.serve(door, ticks::incrementAndGet);
            return connection;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** A connection that is open to this address already, or a new one. Blocks while it is made. */
    Optional<SipConnection> connect(InetSocketAddress to) {
        var open =
                connections.values().stream()
                        .filter(connection -> connection.remote().equals(to))
                        .findFirst();
        if (open.isPresent()) return open;
        if (connections.size() >= limits.connections()) return Optional.empty();
        var socket = new Socket();
        try {
            socket.connect(to, (int) CONNECT_DEADLINE.toMillis());
            return Optional.of(adopt(socket, SipConnection::made));
        } catch (IOException e) {
            log.info("no SIP connection to {}: {}", to, e.getMessage());
            closeQuietly(socket);
            return Optional.empty();
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
        server.close();
        connections.values().forEach(SipConnection::close);
    }
}
