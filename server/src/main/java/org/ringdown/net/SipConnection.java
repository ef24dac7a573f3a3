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
import org.ringdown.sip.Frame;
import org.ringdown.sip.SipFramer;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.time.Timers;
import org.ringdown.tls.SocketLayer;
import org.ringdown.way.SipDoor;
import org.ringdown.wire.MalformedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One TCP or TLS connection that carries SIP.
 *
 * <p>Threads: one virtual thread reads, one writes; {@link #send} and {@link #close} may come from anywhere and never block.
 */
final class SipConnection {
    private static final Logger log = LoggerFactory.getLogger(SipConnection.class);

    /** Whoever connects and says nothing, or begins a message and does not end it, is not waited for. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** As long as a call may last: its BYE may be the next thing that the connection carries. */
    private static final Duration IDLE = Duration.ofHours(4);

    /** Shorter than NATs forget a connection (RFC 5626 §4.4.1: 95 to 120 s). */
    static final Duration BETWEEN_PINGS = Duration.ofSeconds(100);

    private static final int MOST_WAITING = 256;
    private static final int MOST_WAITING_BYTES = 256 * 1024;
    private static final ByteBuffer PONG =
            ByteBuffer.wrap("\r\n".getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();
    private static final ByteBuffer PING =
            ByteBuffer.wrap("\r\n\r\n".getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();
    private static final Outgoing NOTHING_MORE = new Outgoing(PONG, () -> {});

    private final long id;
    private final Socket raw;
    private final SocketLayer layer;
    private final Optional<Made> made;
    private final Flow flow;
    private final Timers timers;
    private final Consumer<SipConnection> whenClosed;
    private final BlockingQueue<Outgoing> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicInteger waitingBytes = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Timers.Timer ping = () -> {};
    private volatile Optional<Timers.Timer> deadline = Optional.empty();
    private volatile long lastActive;
    private volatile boolean carriedRequests;

    private record Outgoing(ByteBuffer message, Runnable failed) {}

    /**
     * What became of a connection that we made.
     *
     * @param stream to read from and write to
     * @param host to whom it leads, which over TLS has been proved
     */
    record Made(Socket stream, String host) {}

    /** @param made empty for a connection that came: of it, a message is expected soon */
    SipConnection(
            long id,
            Socket raw,
            SocketLayer layer,
            Optional<Made> made,
            Timers timers,
            Consumer<SipConnection> whenClosed)
            throws IOException {
        this.id = id;
        this.raw = raw;
        this.layer = layer;
        this.made = made;
        this.flow =
                new Flow(
                        SipStreams.transport(layer),
                        (InetSocketAddress) raw.getRemoteSocketAddress(),
                        (InetSocketAddress) raw.getLocalSocketAddress(),
                        id);
        this.timers = timers;
        this.whenClosed = whenClosed;
        this.lastActive = id;
        raw.setTcpNoDelay(true);
        raw.setKeepAlive(true); // a far end that is gone is found out by the kernel
        raw.setSoTimeout((int) IDLE.toMillis());
        if (made.isEmpty()) expectMessage();
        else pingLater();
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

    /** To whom we had made it. */
    Optional<String> madeTo() {
        return made.map(Made::host);
    }

    /** Whether what is for this host may be sent here: over TLS, only if that is who it has proved to be. */
    boolean leadsTo(String host) {
        return !layer.isPrivate()
                || made.filter(proved -> proved.host.equalsIgnoreCase(host)).isPresent();
    }

    /** Grows with whatever is heard anywhere: the smallest of all connections has been silent the longest. */
    long lastActive() {
        return lastActive;
    }

    /** @param tick gives a larger number each time it is asked */
    void serve(SipDoor door, LongSupplier tick) {
        Thread.ofVirtual().name("sip-in-" + id).start(() -> read(door, tick));
    }

    private void read(SipDoor door, LongSupplier tick) {
        var framer = new SipFramer();
        var buffer = new byte[8 * 1024];
        try {
            // Whoever dawdles over the handshake runs into the deadline for the first message.
            var stream = made.isPresent() ? made.get().stream : layer.accept(raw);
            Thread.ofVirtual().name("sip-out-" + id).start(() -> write(stream));
            var in = stream.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                lastActive = tick.getAsLong();
                framer.feed(ByteBuffer.wrap(buffer, 0, count), frame -> on(frame, door));
                if (framer.isInsideMessage()) expectMessage();
                Thread.yield(); // one that sends without end would keep a carrier from all others
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
                if (!door.message(message, flow)) close();
            }
            case Frame.Dropped(var complaint) -> {
                messageEnded();
                log.info("SIP message from {} dropped: {}", remote(), complaint);
            }
            case Frame.Ping() -> send(PONG.duplicate(), () -> {});
            case Frame.Pong() -> {}
        }
    }

    /** Keeps the way through a NAT open (RFC 5626 §3.5.1); that nobody answers is no reason to close it. */
    private void pingLater() {
        ping = timers.after(BETWEEN_PINGS, this::ping);
    }

    private void ping() {
        if (closed.get()) return;
        send(PING.duplicate(), () -> {});
        pingLater();
    }

    /** From the first call on, until {@link #messageEnded}, time runs; more bytes do not stop it. */
    private void expectMessage() {
        if (deadline.isEmpty()) deadline = Optional.of(timers.after(PATIENCE, this::close));
    }

    private void messageEnded() {
        deadline.ifPresent(Timers.Timer::cancel);
        deadline = Optional.empty();
    }

    /** Whether anybody may be waiting for what comes back. */
    boolean carriedRequests() {
        return carriedRequests;
    }

    /** Everything else than a response and a keep-alive. */
    private static boolean isRequest(ByteBuffer message) {
        int at = message.position();
        return message.remaining() > 4 && message.get(at + 3) != '/'; // SIP/2.0 200 OK
    }

    /** A far end that does not read is given up. */
    void send(ByteBuffer message, Runnable failed) {
        if (isRequest(message)) carriedRequests = true;
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

    private void write(Socket stream) {
        try {
            var out = stream.getOutputStream();
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
        ping.cancel();
        whenClosed.accept(this);
        try {
            raw.close();
        } catch (IOException e) {
            log.debug("closing a SIP connection: {}", e.toString());
        }
        Outgoing left;
        while ((left = waiting.poll()) != null) left.failed.run();
        waiting.offer(NOTHING_MORE);
    }
}
