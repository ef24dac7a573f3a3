package org.ringdown.live;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.ringdown.media.StreamMessage;
import org.ringdown.record.FlvStream;
import org.ringdown.rtmp.RtmpClientSession;
import org.ringdown.rtmp.RtmpEvent;
import org.ringdown.rtmp.RtmpSettings;
import org.ringdown.rtmp.flv.FourCc;
import org.ringdown.rtmp.handshake.Scheme;
import org.ringdown.rtmp.message.ConnectObject;
import org.ringdown.rtmp.message.Metadata;
import org.ringdown.rtmp.message.Status;
import org.ringdown.time.Timers.Timer;

/**
 * One connection to a server that takes a stream. One thread connects and sends; another reads, and writes nothing: what is owed to the server goes with
 * what is sent next.
 */
final class RtmpPublisher implements FlvStream.Outlet, AutoCloseable {
    /** A server that takes nothing for so long is connected to anew: what waits is stale, and a ring of the tap holds more. */
    static final Duration STALL = Duration.ofSeconds(2);

    /** A picture, however long, finds its place behind the sound of its moment. */
    private static final RtmpSettings SETTINGS = RtmpSettings.USUAL.withQueues(1 << 21, 1 << 22);

    private static final int BYTES_AT_ONCE = 16 << 10;

    private final LiveUrl url;
    private final LiveStreams.Around around;
    private final Socket socket;
    private final RtmpClientSession session;
    private final ReentrantLock turn = new ReentrantLock();
    private int stream;
    private volatile Optional<String> over = Optional.empty();

    private RtmpPublisher(LiveUrl url, LiveStreams.Around around, Socket socket) {
        this.url = url;
        this.around = around;
        this.socket = socket;
        this.session =
                new RtmpClientSession(
                        SETTINGS,
                        ConnectObject.of(url.app(), url.tcUrl(), "FMLE/3.0 (compatible; Ringdown)")
                                .withCodecs(List.of(FourCc.OPUS)),
                        List.of(),
                        Scheme.DIGEST_FIRST,
                        around.random(),
                        around.clock().nanos());
    }

    /**
     * Connects, and is let in.
     *
     * @throws IOException whose message says why not
     */
    static RtmpPublisher connect(LiveUrl url, LiveStreams.Around around) throws IOException {
        var at = LiveDestinations.resolve(url, around.names(), "streams.to");
        try {
            var socket = LiveSocket.open(url, at);
            try {
                var publisher = new RtmpPublisher(url, around, socket);
                publisher.begin();
                return publisher;
            } catch (IOException | RuntimeException e) {
                socket.close();
                throw e;
            }
        } catch (SocketTimeoutException _) {
            throw new IOException("the server does not answer");
        }
    }

    private void begin() throws IOException {
        boolean started = false;
        flush();
        var bytes = new byte[BYTES_AT_ONCE];
        long until =
                around.clock().nanos() + Duration.ofMillis(LiveSocket.PATIENCE_MILLIS).toNanos();
        while (!started) {
            int size = socket.getInputStream().read(bytes);
            if (size < 0) throw new IOException("the server has closed the connection");
            if (around.clock().nanos() - until > 0) throw new SocketTimeoutException();
            for (var event :
                    session.receive(ByteBuffer.wrap(bytes, 0, size), around.clock().nanos()))
                started |= answered(event);
            flush();
        }
        socket.setSoTimeout(0);
        Thread.ofVirtual().name("live-reader").start(this::read);
    }

    /** Whether the stream may begin. */
    private boolean answered(RtmpEvent event) throws IOException {
        switch (event) {
            case RtmpEvent.Connected _ -> {
                session.announce(url.name());
                session.openStream();
            }
            case RtmpEvent.StreamOpened(_, int opened) -> {
                stream = opened;
                session.publish(stream, url.name());
            }
            case RtmpEvent.StatusTold(_, var status) -> {
                if (status.level() == Status.Level.ERROR) throw LiveSocket.refused(status);
                return status.code().equals(Status.PUBLISH_START);
            }
            case RtmpEvent.Rejected(var status) -> throw LiveSocket.refused(status);
            case RtmpEvent.Ended(var ending) -> throw new IOException(LiveSocket.words(ending));
            default -> {}
        }
        return false;
    }

    private void read() {
        var bytes = new byte[BYTES_AT_ONCE];
        try {
            for (int size; (size = socket.getInputStream().read(bytes)) >= 0; ) {
                var part = ByteBuffer.wrap(bytes, 0, size);
                locked(() -> session.receive(part, around.clock().nanos()).forEach(this::heard));
            }
            end("the server has closed the connection");
        } catch (IOException _) {
            end("the connection has broken");
        }
    }

    private void heard(RtmpEvent event) {
        switch (event) {
            case RtmpEvent.StatusTold(_, var status) when status.level() == Status.Level.ERROR ->
                    end(LiveSocket.refused(status).getMessage());
            case RtmpEvent.ReconnectAsked _ -> end("the server asks for a new connection");
            case RtmpEvent.Ended(var ending) -> end(LiveSocket.words(ending));
            default -> {}
        }
    }

    /** Queues it; {@link #flush} sends. */
    @Override
    public boolean message(StreamMessage message) {
        int at = message.timestamp();
        turn.lock();
        try {
            return switch (message.kind()) {
                case SOUND -> session.sound(stream, at, message.body());
                case PICTURE -> session.picture(stream, at, message.body());
            };
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void metadata(Metadata metadata) {
        locked(() -> session.data(stream, 0, metadata.published()));
    }

    /** Sends all that waits; to be called often, because it also asks whether the server is still there. */
    void flush() throws IOException {
        if (over.isPresent()) throw new IOException(over.get());
        locked(() -> session.expire(around.clock().nanos()).forEach(this::heard));
        while (true) {
            var next = next();
            if (next.isEmpty()) return;
            Timer watch =
                    around.timers()
                            .after(STALL, () -> end("the server does not take what it is sent"));
            try {
                var bytes = next.get();
                socket.getOutputStream().write(bytes.array(), bytes.position(), bytes.remaining());
            } catch (IOException _) {
                throw new IOException(over.orElse("the connection has broken"));
            } finally {
                watch.cancel();
            }
        }
    }

    private Optional<ByteBuffer> next() {
        turn.lock();
        try {
            return session.hasMore()
                    ? Optional.of(session.toSend(BYTES_AT_ONCE))
                    : Optional.empty();
        } finally {
            turn.unlock();
        }
    }

    private void locked(Runnable work) {
        turn.lock();
        try {
            work.run();
        } finally {
            turn.unlock();
        }
    }

    /** The first reason counts. */
    private void end(String why) {
        if (over.isEmpty()) over = Optional.of(why);
        Thread.startVirtualThread(this::closeSocket);
    }

    private void closeSocket() {
        try {
            socket.close();
        } catch (IOException _) {
            // it is of no use any more
        }
    }

    /** Says that the stream ends, as far as that can be said. */
    @Override
    public void close() {
        if (over.isEmpty()) {
            locked(() -> session.deleteStream(stream));
            try {
                flush();
            } catch (IOException _) {
                // then the server sees it by the connection
            }
        }
        end("closed");
    }
}
