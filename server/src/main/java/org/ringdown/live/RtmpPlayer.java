package org.ringdown.live;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ringdown.rtmp.RtmpClientSession;
import org.ringdown.rtmp.RtmpEvent;
import org.ringdown.rtmp.RtmpSettings;
import org.ringdown.rtmp.flv.FourCc;
import org.ringdown.rtmp.handshake.Scheme;
import org.ringdown.rtmp.message.ConnectObject;
import org.ringdown.rtmp.message.Status;
import org.ringdown.rtmp.message.UserControl;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;
import org.ringdown.time.Timers.Timer;

/** One connection to a server that plays a stream to us. One thread reads and answers; any may close it. */
final class RtmpPlayer implements AutoCloseable {
    /** Whoever asked for the stream waits meanwhile. Servers may hold it back until a picture that stands alone. */
    private static final Duration FIRST_WITHIN = Duration.ofSeconds(8);

    /** A live stream that brings nothing for so long is none. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    /** What a server does not take at once that is asked for so little, it will not take at all. */
    private static final Duration STALL = Duration.ofSeconds(2);

    private static final int BYTES_AT_ONCE = 16 << 10;

    private final LiveUrl url;
    private final Tools tools;
    private final Socket socket;
    private final RtmpClientSession session;
    private int stream;
    private volatile boolean came;
    private volatile long cameAt;
    private volatile Timer watch = () -> {};
    private volatile Optional<String> over = Optional.empty();

    /** What a connection needs of the program. */
    record Tools(
            LiveDestinations.Names names, Clock clock, Timers timers, RandomGenerator random) {}

    /** Who is played to, on the thread that reads. Bodies are not kept. */
    interface Heard {
        void sound(int timestamp, ByteBuffer body);

        void picture(int timestamp, ByteBuffer body);
    }

    private RtmpPlayer(LiveUrl url, Tools tools, Socket socket) {
        this.url = url;
        this.tools = tools;
        this.socket = socket;
        this.session =
                new RtmpClientSession(
                        RtmpSettings.USUAL,
                        ConnectObject.of(url.app(), url.tcUrl(), "LNX 9,0,124,2 (Ringdown)")
                                .withCodecs(List.of(FourCc.OPUS, FourCc.AAC, FourCc.AVC)),
                        List.of(),
                        Scheme.DIGEST_FIRST,
                        tools.random(),
                        tools.clock().nanos());
    }

    /**
     * Connects.
     *
     * @throws IOException whose message says why not
     */
    static RtmpPlayer connect(LiveUrl url, Tools tools) throws IOException {
        var at = LiveDestinations.resolve(url, tools.names(), "streams.from");
        try {
            var socket = LiveSocket.open(url, at);
            socket.setSoTimeout(0); // silence is looked after apart
            return new RtmpPlayer(url, tools, socket);
        } catch (SocketTimeoutException _) {
            throw new IOException("the server does not answer");
        }
    }

    /** Plays as long as it can; why it cannot. */
    IOException play(Heard heard) {
        cameAt = tools.clock().nanos();
        watch = tools.timers().after(FIRST_WITHIN, this::look);
        try {
            flush();
            var bytes = new byte[BYTES_AT_ONCE];
            for (int size; (size = socket.getInputStream().read(bytes)) >= 0; ) {
                long now = tools.clock().nanos();
                var part = ByteBuffer.wrap(bytes, 0, size);
                for (var event : session.receive(part, now)) happened(event, heard);
                for (var event : session.expire(now)) happened(event, heard);
                flush();
                if (over.isPresent()) break;
                Thread.yield(); // one that sends without end would keep a carrier from all others
            }
            return new IOException(over.orElse("the server has closed the connection"));
        } catch (IOException _) {
            return new IOException(over.orElse("the connection has broken"));
        } finally {
            close();
        }
    }

    private void happened(RtmpEvent event, Heard heard) {
        switch (event) {
            case RtmpEvent.Connected _ -> session.openStream();
            case RtmpEvent.StreamOpened(_, int opened) -> {
                stream = opened;
                session.play(stream, url.name());
            }
            case RtmpEvent.Sound(var sound) -> {
                arrived();
                heard.sound(sound.timestamp(), sound.body());
            }
            case RtmpEvent.Picture(var picture) -> {
                arrived();
                heard.picture(picture.timestamp(), picture.body());
            }
            case RtmpEvent.StatusTold(_, var status) -> told(status);
            case RtmpEvent.Controlled(UserControl.StreamEof(int ended)) when ended == stream ->
                    end("the stream has ended");
            case RtmpEvent.Rejected(var status) -> end(LiveSocket.refused(status).getMessage());
            case RtmpEvent.ReconnectAsked _ -> end("the server asks for a new connection");
            case RtmpEvent.Ended(var ending) -> end(LiveSocket.words(ending));
            default -> {}
        }
    }

    private void told(Status status) {
        if (status.level() == Status.Level.ERROR) end(LiveSocket.refused(status).getMessage());
        switch (status.code()) {
            case Status.PLAY_STOP, Status.PLAY_UNPUBLISH_NOTIFY -> end("the stream has ended");
            default -> {}
        }
    }

    private void arrived() {
        came = true;
        cameAt = tools.clock().nanos();
    }

    private void look() {
        if (over.isPresent()) return;
        var most = came ? SILENCE : FIRST_WITHIN;
        var left = most.minusNanos(tools.clock().nanos() - cameAt);
        if (left.isPositive()) watch = tools.timers().after(left, this::look);
        else end("nothing has come for " + most.toSeconds() + " s");
    }

    /** Sends what is owed to the server. */
    private void flush() throws IOException {
        while (session.hasMore()) {
            var stalled =
                    tools.timers()
                            .after(STALL, () -> end("the server does not take what it is sent"));
            try {
                var bytes = session.toSend(BYTES_AT_ONCE);
                socket.getOutputStream().write(bytes.array(), bytes.position(), bytes.remaining());
            } finally {
                stalled.cancel();
            }
        }
    }

    /** The first reason counts. */
    private void end(String why) {
        if (over.isEmpty()) over = Optional.of(why);
        watch.cancel();
        Thread.startVirtualThread(this::closeSocket);
    }

    private void closeSocket() {
        try {
            socket.close();
        } catch (IOException _) {
            // it is of no use any more
        }
    }

    @Override
    public void close() {
        end("closed");
    }
}
