package org.ringdown.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.ringdown.rtmp.RtmpClientSession;
import org.ringdown.rtmp.RtmpEvent;
import org.ringdown.rtmp.RtmpSettings;
import org.ringdown.rtmp.handshake.Scheme;
import org.ringdown.rtmp.message.ConnectObject;
import org.ringdown.rtmp.message.Status;

/** An RTMP client that publishes and plays one call: a message of G.711 whenever it is its turn, in which stands when that was, as with {@link End}. */
final class RtmpClient implements AutoCloseable {
    private static final int CHUNK = 16 << 10;
    private static final byte PCMU_TAG = (byte) 0x82; // G.711 mu-law, as FLV writes it (E.4.2.1)
    private static final int FRAME_MILLIS = 20;

    private final int call;
    private final String name;
    private final Socket socket;
    private final RtmpClientSession session;
    private final ReentrantLock turn = new ReentrantLock();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Delays delays = new Delays();
    private int published;
    private int played;
    private int timestamp;
    private volatile long sent;
    private volatile long received;

    private RtmpClient(int call, String name, Socket socket, String url) {
        this.call = call;
        this.name = name;
        this.socket = socket;
        this.session =
                new RtmpClientSession(
                        RtmpSettings.USUAL,
                        ConnectObject.of("call", url, "FMLE/3.0 (compatible; a load)"),
                        List.of(),
                        Scheme.SIMPLE,
                        RandomGenerator.getDefault(),
                        System.nanoTime());
    }

    /** Calls the number, and returns before it is there. */
    static RtmpClient call(int port, int call, String name) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        var client = new RtmpClient(call, name, socket, "rtmp://127.0.0.1:" + port + "/call");
        client.flush();
        Thread.startVirtualThread(client::read);
        return client;
    }

    /** Both its streams are granted. */
    void await() throws Exception {
        ready.get(20, TimeUnit.SECONDS);
    }

    private void read() {
        var bytes = new byte[CHUNK];
        try {
            var in = socket.getInputStream();
            for (int size = in.read(bytes); size >= 0; size = in.read(bytes)) {
                turn.lock();
                try {
                    session.receive(ByteBuffer.wrap(bytes, 0, size), System.nanoTime())
                            .forEach(this::happened);
                } finally {
                    turn.unlock();
                }
                flush();
            }
            ready.completeExceptionally(new IOException("the gateway has closed the connection"));
        } catch (IOException gone) {
            ready.completeExceptionally(gone);
        }
    }

    private void happened(RtmpEvent event) {
        switch (event) {
            case RtmpEvent.Connected _ -> session.openStream();
            case RtmpEvent.StreamOpened(_, int opened) when published == 0 -> {
                published = opened;
                session.publish(opened, name);
            }
            case RtmpEvent.StreamOpened(_, int opened) -> {
                played = opened;
                session.play(opened, name);
            }
            case RtmpEvent.StatusTold(_, var status)
                    when status.code().equals(Status.PUBLISH_START) ->
                    session.openStream();
            case RtmpEvent.StatusTold(_, var status) when status.code().equals(Status.PLAY_START) ->
                    ready.complete(null);
            case RtmpEvent.StatusTold(_, var status) when status.level() == Status.Level.ERROR ->
                    ready.completeExceptionally(new IOException(status.toString()));
            case RtmpEvent.Rejected(var status) ->
                    ready.completeExceptionally(new IOException(status.toString()));
            case RtmpEvent.Sound(var sound) when sound.stream() == played -> hear(sound.body());
            default -> {}
        }
    }

    private void hear(ByteBuffer body) {
        int at = body.position() + 1;
        if (body.remaining() != 1 + End.SAMPLES || body.getInt(at) != End.MARK) return;
        received++;
        delays.add(System.nanoTime() - body.getLong(at + 8));
    }

    void speak() throws IOException {
        var body = ByteBuffer.allocate(1 + End.SAMPLES).put(PCMU_TAG);
        body.putInt(End.MARK).putInt(call).putLong(System.nanoTime()).clear();
        turn.lock();
        try {
            if (session.sound(published, timestamp, body)) sent++;
        } finally {
            turn.unlock();
        }
        timestamp += FRAME_MILLIS;
        flush();
    }

    private void flush() throws IOException {
        turn.lock();
        try {
            while (session.hasMore()) {
                var bytes = session.toSend(CHUNK);
                socket.getOutputStream()
                        .write(
                                bytes.array(),
                                bytes.arrayOffset() + bytes.position(),
                                bytes.remaining());
            }
        } finally {
            turn.unlock();
        }
    }

    void forget() {
        turn.lock();
        try {
            sent = 0;
            received = 0;
            delays.clear();
        } finally {
            turn.unlock();
        }
    }

    long sent() {
        return sent;
    }

    long received() {
        return received;
    }

    void into(Delays all) {
        turn.lock();
        try {
            all.add(delays);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() {
        try {
            turn.lock();
            try {
                session.deleteStream(published);
            } finally {
                turn.unlock();
            }
            flush();
            socket.close();
        } catch (IOException gone) {
            // it is over anyway
        }
    }
}
