package org.ringdown.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.ringdown.leg.sip.SipDoor;
import org.ringdown.sip.Frame;
import org.ringdown.sip.SipFramer;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Transport;
import org.ringdown.time.Timers;
import org.ringdown.wire.MalformedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One TCP connection that carries SIP. */
final class SipConnection {
    private static final Logger log = LoggerFactory.getLogger(SipConnection.class);

    /** Whoever connects and says nothing, or begins a message and does not end it, is not waited for. */
    private static final Duration FIRST_MESSAGE = Duration.ofSeconds(10);

    /** Longer than phones leave between keep-alives (RFC 5626 §4.4.1). */
    private static final Duration IDLE = Duration.ofMinutes(10);

    private static final int MOST_WAITING = 256;
    private static final ByteBuffer PONG =
            ByteBuffer.wrap("\r\n".getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();
    private static final Outgoing NOTHING_MORE = new Outgoing(PONG, () -> {});

    private final long id;
    private final Socket socket;
    private final Flow flow;
    private final Consumer<SipConnection> whenClosed;
    private final BlockingQueue<Outgoing> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean heard = new AtomicBoolean();

    private record Outgoing(ByteBuffer message, Runnable failed) {}

    SipConnection(
            long id,
            Socket socket,
            InetSocketAddress local,
            Timers timers,
            Consumer<SipConnection> whenClosed)
            throws IOException {
        this.id = id;
        this.socket = socket;
        this.flow =
                new Flow(
                        Transport.TCP,
                        (InetSocketAddress) socket.getRemoteSocketAddress(),
                        local,
                        id);
        this.whenClosed = whenClosed;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) IDLE.toMillis());
        timers.after(
                FIRST_MESSAGE,
                () -> {
                    if (!heard.get()) close();
                });
    }

    long id() {
        return id;
    }

    Flow flow() {
        return flow;
    }

    InetSocketAddress remote() {
        return flow.remote();
    }

    void serve(SipDoor door) {
        Thread.ofVirtual().name("sip-tcp-in-" + id).start(() -> read(door));
        Thread.ofVirtual().name("sip-tcp-out-" + id).start(this::write);
    }

    private void read(SipDoor door) {
        var framer = new SipFramer();
        var buffer = new byte[8 * 1024];
        try {
            var in = socket.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                framer.feed(ByteBuffer.wrap(buffer, 0, count), frame -> on(frame, door));
            }
        } catch (MalformedException nonsense) {
            log.info("SIP connection from {} closed: {}", remote(), nonsense.getMessage());
        } catch (IOException gone) {
            log.debug("SIP connection from {} is gone: {}", remote(), gone.toString());
        } finally {
            close();
        }
    }

    private void on(Frame frame, SipDoor door) {
        heard.set(true);
        switch (frame) {
            case Frame.Message(var message) -> door.message(message, flow);
            case Frame.Ping() -> send(PONG.duplicate(), () -> {});
            case Frame.Pong() -> {}
            case Frame.Dropped(var complaint) ->
                    log.info("SIP message from {} dropped: {}", remote(), complaint);
        }
    }

    /** Never blocks: a far end that does not read is given up. */
    void send(ByteBuffer message, Runnable failed) {
        if (closed.get() || !waiting.offer(new Outgoing(message, failed))) {
            failed.run();
            close();
        }
    }

    private void write() {
        try {
            var out = socket.getOutputStream();
            for (var next = waiting.take(); next != NOTHING_MORE; next = waiting.take()) {
                try {
                    var bytes = new byte[next.message.remaining()];
                    next.message.get(bytes);
                    out.write(bytes);
                    out.flush();
                    heard.set(true);
                } catch (IOException broken) {
                    next.failed.run();
                    close();
                    return;
                }
            }
        } catch (IOException | InterruptedException gone) {
            close();
        }
    }

    void close() {
        if (!closed.compareAndSet(false, true)) return;
        whenClosed.accept(this);
        try {
            socket.close();
        } catch (IOException e) {
            log.debug("closing a SIP connection: {}", e.toString());
        }
        Outgoing left;
        while ((left = waiting.poll()) != null) left.failed.run();
        waiting.offer(NOTHING_MORE);
    }
}
