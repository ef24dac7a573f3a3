package org.ringdown.net.rtmp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.ringdown.net.PerAddress;
import org.ringdown.time.Timers;
import org.ringdown.tls.KeyFiles;
import org.ringdown.tls.SocketLayer;
import org.ringdown.tls.TlsFiles;
import org.ringdown.tls.TlsIdentity;
import org.ringdown.tls.TlsLayer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where RTMP clients connect: a port, and the connections that came to it. */
public final class RtmpSockets implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RtmpSockets.class);
    private static final Duration AFTER_A_FAILURE = Duration.ofMillis(100);
    private static final Duration GOODBYE = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final int MOST_UNACCEPTED = 1024;

    private final ServerSocket server;
    private final SocketLayer layer;
    private final Optional<TlsIdentity> identity;
    private final RtmpLimits limits;
    private final RtmpSurroundings around;
    private final Set<RtmpConnection> connections = ConcurrentHashMap.newKeySet();
    private final PerAddress came = new PerAddress();

    private RtmpSockets(
            ServerSocket server,
            SocketLayer layer,
            Optional<TlsIdentity> identity,
            RtmpSurroundings around,
            RtmpLimits limits) {
        this.server = server;
        this.layer = layer;
        this.identity = identity;
        this.limits = limits;
        this.around = around;
    }

    /** @param tls the certificate to show; empty for plain RTMP */
    public static RtmpSockets open(
            InetSocketAddress address,
            Optional<KeyFiles> tls,
            RtmpSurroundings around,
            RtmpLimits limits)
            throws IOException {
        var server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(address, MOST_UNACCEPTED);
            var identity = identity(tls, around.timers());
            var layer = identity.<SocketLayer>map(RtmpSockets::within).orElse(SocketLayer.PLAIN);
            var sockets = new RtmpSockets(server, layer, identity, around, limits);
            Thread.ofVirtual().name("rtmp").start(sockets::accept);
            return sockets;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    /** We call nobody. */
    private static SocketLayer within(TlsIdentity identity) {
        return new TlsLayer(identity, (_, _) -> false);
    }

    private static Optional<TlsIdentity> identity(Optional<KeyFiles> tls, Timers timers)
            throws IOException {
        if (tls.isEmpty()) return Optional.empty();
        var files = new TlsFiles(tls, Optional.empty(), TlsFiles.ClientCertificates.OFF, Map.of());
        return Optional.of(TlsIdentity.of("RTMP", files, timers));
    }

    public InetSocketAddress local() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                welcome(server.accept());
            } catch (IOException e) {
                if (server.isClosed()) return;
                log.warn("an RTMP connection could not be accepted: {}", e.toString());
                LockSupport.parkNanos(AFTER_A_FAILURE.toNanos());
            }
        }
    }

    private void welcome(Socket socket) throws IOException {
        var from = socket.getInetAddress();
        if (came.of(from) >= limits.fromOneAddress()
                || connections.size() >= limits.connections()) {
            socket.close();
            return;
        }
        try {
            var connection = new RtmpConnection(socket, layer, around, this::forget);
            connections.add(connection);
            came.enter(from);
            connection.serve();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void forget(RtmpConnection closed) {
        if (connections.remove(closed)) came.leave(closed.remote().getAddress());
    }

    /** How many are connected. */
    public int count() {
        return connections.size();
    }

    /** Clients that can are asked to come again: we are about to stop. */
    public void drain() {
        connections.forEach(connection -> connection.exchange().comeAgain());
    }

    /** Says goodbye to all. */
    @Override
    public void close() throws IOException {
        server.close();
        connections.forEach(connection -> connection.exchange().part("the gateway stops"));
        long deadline = System.nanoTime() + GOODBYE.toNanos();
        while (!connections.isEmpty() && deadline - System.nanoTime() > 0)
            LockSupport.parkNanos(LOOK.toNanos());
        connections.forEach(RtmpConnection::close);
        identity.ifPresent(TlsIdentity::close);
    }
}
