package org.ringdown.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.ringdown.leg.sip.SipDoor;
import org.ringdown.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SIP over TCP: connections that came and connections that we made, each with a reader and a writer of its own. */
final class SipTcp implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SipTcp.class);
    private static final int MOST_CONNECTIONS = 2_000;
    private static final int MOST_FROM_ONE_ADDRESS = 200;
    private static final Duration CONNECT_DEADLINE = Duration.ofSeconds(5);

    private final ServerSocket server;
    private final SipDoor door;
    private final Timers timers;
    private final Map<Long, SipConnection> connections = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();

    private SipTcp(ServerSocket server, SipDoor door, Timers timers) {
        this.server = server;
        this.door = door;
        this.timers = timers;
    }

    static SipTcp open(InetSocketAddress address, SipDoor door, Timers timers) throws IOException {
        var server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(address);
            return new SipTcp(server, door, timers);
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
                var socket = server.accept();
                if (isCrowded(socket.getInetAddress())) socket.close();
                else adopt(socket);
            } catch (IOException e) {
                if (!server.isClosed())
                    log.warn("a SIP connection could not be accepted: {}", e.toString());
            }
        }
    }

    private boolean isCrowded(InetAddress from) {
        return connections.size() >= MOST_CONNECTIONS
                || connections.values().stream()
                                .filter(c -> c.remote().getAddress().equals(from))
                                .count()
                        >= MOST_FROM_ONE_ADDRESS;
    }

    private SipConnection adopt(Socket socket) throws IOException {
        long id = last.incrementAndGet();
        var connection =
                new SipConnection(
                        id,
                        socket,
                        local(),
                        timers,
                        closed -> connections.remove(closed.id(), closed));
        connections.put(id, connection);
        connection.serve(door);
        return connection;
    }

    /** A connection that is open to this address already, or a new one. Blocks while it is made. */
    Optional<SipConnection> connect(InetSocketAddress to) {
        var open =
                connections.values().stream()
                        .filter(connection -> connection.remote().equals(to))
                        .findFirst();
        if (open.isPresent()) return open;
        if (connections.size() >= MOST_CONNECTIONS) return Optional.empty();
        var socket = new Socket();
        try {
            socket.connect(to, (int) CONNECT_DEADLINE.toMillis());
            return Optional.of(adopt(socket));
        } catch (IOException e) {
            log.info("no SIP connection to {}: {}", to, e.getMessage());
            return Optional.empty();
        }
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
