package org.ringdown.interop.rtmp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.ringdown.rtmp.RtmpEvent.Ending;

/** Keeps what is published, and plays what has been published whole. */
public final class MediaServer implements AutoCloseable {
    private final ServerSocket socket;
    private final Map<String, Publication> publications = new ConcurrentHashMap<>();
    private final Queue<MediaConnection> connections = new ConcurrentLinkedQueue<>();

    private MediaServer(ServerSocket socket) {
        this.socket = socket;
    }

    public static MediaServer start() {
        try {
            var server =
                    new MediaServer(new ServerSocket(0, 8, InetAddress.ofLiteral("127.0.0.1")));
            Thread.startVirtualThread(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return socket.getLocalPort();
    }

    public String url(String name) {
        return "rtmp://127.0.0.1:" + socket.getLocalPort() + "/studio/" + name;
    }

    public Publication publication(String name) {
        return publications.computeIfAbsent(name, _ -> new Publication());
    }

    /** What is played by a name: only what is whole. */
    Optional<Publication> whole(String name) {
        return Optional.ofNullable(publications.get(name)).filter(Publication::hasEnded);
    }

    /** How each connection so far has ended that has. */
    public List<Ending> endings() {
        return connections.stream().flatMap(connection -> connection.ending().stream()).toList();
    }

    private void accept() {
        try {
            while (true) {
                var connection = new MediaConnection(this, socket.accept());
                connections.add(connection);
                connection.start();
            }
        } catch (IOException closed) {
            // that is how this ends
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connections.forEach(MediaConnection::close);
    }
}
