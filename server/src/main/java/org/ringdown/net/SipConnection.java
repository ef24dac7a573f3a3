package org.ringdown.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.ringdown.leg.sip.SipDoor;
import org.ringdown.sip.Frame;
import org.ringdown.sip.SipFramer;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Transport;
import org.ringdown.time.Timers;
import org.ringdown.wire.MalformedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One TCP connection that carries SIP.
 *
 * <p>Threads: one virtual thread reads, one writes; {@link #send} and {@link #close} may come from anywhere and never block.
 */
final class SipConnection {
    private static final Logger log = LoggerFactory.getLogger(SipConnection.class);

    /** Whoever connects and says nothing, or begins a message and does not end it, is not waited for. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** As long as a call may last: its BYE may be the next thing that the connection carries. */
    private static final Duration IDLE = Duration.ofHours(4);

    private static final int MOST_WAITING = 256;
    private static final int MOST_WAITING_BYTES = 1024 * 1024;
    private static final ByteBuffer PONG =
            ByteBuffer.wrap("\r\n".getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();
    private static final Outgoing NOTHING_MORE = new Outgoing(PONG, () -> {});

    private final long id;
    private final Socket socket;
    private final Flow flow;
    private final Timers timers;
    private final Consumer<SipConnection> whenClosed;
    private final BlockingQueue<Outgoing> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicInteger waitingBytes = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Optional<Timers.Timer> deadline = Optional.empty();
    private volatile long lastActive;

    private record Outgoing(ByteBuffer message, Runnable failed) {}

    private SipConnection(
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
        this.timers = timers;
        this.whenClosed = whenClosed;
        this.lastActive = id;
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true); // a far end that is gone is found out by the kernel
        socket.setSoTimeout((int) IDLE.toMillis());
    }

    /** A connection that somebody made to us: a message is expected soon. */
    static SipConnection accepted(
            long id,
            Socket socket,
            InetSocketAddress local,
            Timers timers,
            Consumer<SipConnection> whenClosed)
            throws IOException {
        var connection = new SipConnection(id, socket, local, timers, whenClosed);
        connection.expectMessage();
        return connection;
    }

    /** A connection that we made, to send on. */
    static SipConnection made(
            long id,
            Socket socket,
            InetSocketAddress local,
            Timers timers,
            Consumer<SipConnection> whenClosed)
            throws IOException {
        return new SipConnection(id, socket, local, timers, whenClosed);
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

    /** Grows with whatever is heard anywhere: the smallest of all connections has been silent the longest. */
    long lastActive() {
        return lastActive;
    }

    /** @param tick gives a larger number each time it is asked */
    void serve(SipDoor door, LongSupplier tick) {
        Thread.ofVirtual().name("sip-tcp-in-" + id).start(() -> read(door, tick));
        Thread.ofVirtual().name("sip-tcp-out-" + id).start(this::write);
    }

    private void read(SipDoor door, LongSupplier tick) {
        var framer = new SipFramer();
        var buffer = new byte[8 * 1024];
        try {
            var in = socket.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                lastActive = tick.getAsLong();
                framer.feed(ByteBuffer.wrap(buffer, 0, count), frame -> on(frame, door));
                if (framer.isInsideMessage()) expectMessage();
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
        switch (frame) {
            case Frame.Message(var message) -> {
                messageEnded();
                door.message(message, flow);
            }
            case Frame.Dropped(var complaint) -> {
                messageEnded();
                log.info("SIP message from {} dropped: {}", remote(), complaint);
            }
            case Frame.Ping() -> send(PONG.duplicate(), () -> {});
            case Frame.Pong() -> {}
        }
    }

    /** From the first call on, until {@link #messageEnded}, time runs; more bytes do not stop it. */
    private void expectMessage() {
        if (deadline.isEmpty()) deadline = Optional.of(timers.after(PATIENCE, this::close));
    }

    private void messageEnded() {
        deadline.ifPresent(Timers.Timer::cancel);
        deadline = Optional.empty();
    }

    /** A far end that does not read is given up. */
    void send(ByteBuffer message, Runnable failed) {
        var outgoing = new Outgoing(message, failed);
        int size = message.remaining();
        boolean room = waitingBytes.addAndGet(size) <= MOST_WAITING_BYTES;
        if (closed.get() || !room || !waiting.offer(outgoing)) {
            failed.run();
            close();
        } else if (closed.get() && waiting.remove(outgoing)) {
            failed.run(); // it was closed in between, and nobody else will say so
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
                    waitingBytes.addAndGet(-bytes.length);
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
        messageEnded();
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
