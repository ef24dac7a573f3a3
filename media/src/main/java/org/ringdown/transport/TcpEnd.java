package org.ringdown.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.ringdown.rtp.FrameReader;
import org.ringdown.wire.MalformedException;
import org.ringdown.worker.Alarm;
import org.ringdown.worker.Counted;
import org.ringdown.worker.Loop;
import org.ringdown.worker.TcpConnection;
import org.ringdown.worker.TcpHandler;

/**
 * A page's connection (RFC 6544), on the worker that expects the page: packets behind their lengths (RFC 4571), each handled as a datagram.
 *
 * <p>Its first packet proves whose it is, or it is closed. Lost, it is an address that fell silent: the page finds another.
 */
final class TcpEnd extends PageEnd implements TcpHandler {
    /** So that one busy connection does not keep the others waiting. */
    private static final int READS_PER_ROUND = 16;

    private final WebRtcPort port;
    private final Loop loop;
    private final TcpConnection connection;
    private final FrameReader reader;
    private final Runnable whenClosed;
    private final TcpQueue queue;
    private final Alarm idle;
    private boolean proved;
    private boolean closed;

    /**
     * @param reader with what has come in already
     * @param whenClosed told once, on this loop
     */
    TcpEnd(
            WebRtcPort port,
            Loop loop,
            TcpConnection connection,
            FrameReader reader,
            Runnable whenClosed) {
        this.port = port;
        this.loop = loop;
        this.connection = connection;
        this.reader = reader;
        this.whenClosed = whenClosed;
        this.queue = new TcpQueue(loop.counters());
        this.idle = loop.alarm(this::close);
    }

    @Override
    InetSocketAddress address() {
        return connection.remote();
    }

    @Override
    boolean isTcp() {
        return true;
    }

    // In

    @Override
    public void readable(long now) {
        for (int i = 0; i < READS_PER_ROUND && !closed; i++) {
            packets(now);
            if (closed) return;
            int read = connection.read(reader.room());
            reader.flip();
            if (read < 0) close();
            if (read <= 0) return;
        }
        if (!closed) packets(now);
    }

    private void packets(long now) {
        var packet = port.packet();
        try {
            while (!closed && reader.next(packet)) {
                port.received(packet, this, now);
                if (!proved) close();
            }
        } catch (MalformedException _) {
            loop.counters().count(Counted.MALFORMED);
            close();
        }
    }

    // Out

    @Override
    void send(ByteBuffer packet) {
        if (closed) loop.counters().count(Counted.NOT_SENT);
        else if (queue.isEmpty()) write(port.frame(packet));
        else queue.add(port.frame(packet), loop.nanos());
    }

    private void write(ByteBuffer frame) {
        if (!connection.write(frame)) {
            close();
        } else if (frame.hasRemaining()) {
            queue.keepRest(frame);
            connection.awaitRoom(true);
        }
    }

    @Override
    public void writable(long now) {
        if (closed) return;
        queue.dropStale(now);
        if (!queue.writeTo(connection)) close();
        else if (queue.isEmpty()) connection.awaitRoom(false);
    }

    // Whose it is

    @Override
    void claimed() {
        proved = true;
        idle.cancel();
    }

    /** What is still to be said, such as a goodbye of DTLS, may be said. */
    @Override
    void abandoned() {
        idle.set(loop.nanos() + TcpNewcomer.DEADLINE);
    }

    private void close() {
        if (closed) return;
        closed = true;
        idle.cancel();
        connection.close();
        whenClosed.run();
    }
}
