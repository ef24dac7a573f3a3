package org.ringdown.interop.rtmp;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.ringdown.rtmp.RtmpEvent;
import org.ringdown.rtmp.RtmpEvent.Ending;
import org.ringdown.rtmp.RtmpServerSession;
import org.ringdown.rtmp.RtmpSettings;
import org.ringdown.rtmp.amf.AmfValue;
import org.ringdown.rtmp.message.Message;

/** A socket and its session, whose lock a thread that reads and one that writes take in turn; a third plays. */
final class MediaConnection {
    private static final int CHUNK = 16 << 10;

    private final MediaServer server;
    private final Socket socket;
    private final RtmpServerSession session =
            new RtmpServerSession(
                    RtmpSettings.USUAL, RandomGenerator.getDefault(), System.nanoTime());
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Integer, Publication> published = new HashMap<>();
    private Optional<Ending> ending = Optional.empty();
    private boolean closed;

    MediaConnection(MediaServer server, Socket socket) {
        this.server = server;
        this.socket = socket;
    }

    void start() {
        Thread.startVirtualThread(this::read);
        Thread.startVirtualThread(this::write);
    }

    Optional<Ending> ending() {
        lock.lock();
        try {
            return ending;
        } finally {
            lock.unlock();
        }
    }

    private void read() {
        try {
            var in = socket.getInputStream();
            while (true) {
                var bytes = new byte[CHUNK];
                int size = in.read(bytes);
                if (size < 0) break;
                locked(() ->
                        happened(
                                session.receive(
                                        ByteBuffer.wrap(bytes, 0, size), System.nanoTime())));
            }
        } catch (IOException gone) {
            // as when it ends
        }
        locked(() -> published.values().forEach(Publication::end));
        close();
    }

    private void write() {
        try {
            var out = socket.getOutputStream();
            for (var bytes = next(); bytes.hasRemaining(); bytes = next()) {
                out.write(bytes.array(), bytes.position(), bytes.remaining());
            }
        } catch (IOException gone) {
            // the reader sees it too
        }
        close();
    }

    /** Nothing when it is over. */
    private ByteBuffer next() {
        lock.lock();
        try {
            while (!session.hasMore() && !closed && ending.isEmpty()) {
                changed.awaitUninterruptibly();
            }
            var bytes = session.toSend(CHUNK);
            changed.signalAll();
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    private void happened(List<RtmpEvent> events) {
        for (var event : events) {
            switch (event) {
                case RtmpEvent.Connecting _ ->
                        happened(session.accept(Map.of("data", AmfValue.of(true))));
                case RtmpEvent.Publishing(int stream, var publish) -> {
                    published.put(stream, server.publication(publish.name()));
                    session.published(stream, publish.name());
                }
                case RtmpEvent.Playing(int stream, var play) -> play(stream, play.name());
                case RtmpEvent.StreamClosed(int stream) -> end(stream);
                case RtmpEvent.Sound(var audio) -> published.get(audio.stream()).add(audio);
                case RtmpEvent.Picture(var video) -> published.get(video.stream()).add(video);
                case RtmpEvent.Told(var data) -> published.get(data.stream()).add(data);
                case RtmpEvent.Ended(var why) -> ending = Optional.of(why);
                default -> {}
            }
        }
    }

    private void end(int stream) {
        var publication = published.remove(stream);
        if (publication != null) publication.end();
    }

    private void play(int stream, String name) {
        var publication = server.whole(name);
        if (publication.isEmpty()) {
            session.notPlayed(stream, "nobody has published " + name);
        } else {
            session.played(stream, name);
            var messages = publication.get().messages();
            Thread.startVirtualThread(() -> {
                messages.forEach(message -> locked(() -> send(stream, message)));
                locked(() -> session.ended(stream, name));
            });
        }
    }

    /** Waits for room, since what is played is to arrive whole. */
    private void send(int stream, Message message) {
        while (!closed && !sent(stream, message)) changed.awaitUninterruptibly();
    }

    private boolean sent(int stream, Message message) {
        return switch (message) {
            case Message.Audio(_, int timestamp, var body) ->
                    session.sound(stream, timestamp, body);
            case Message.Video(_, int timestamp, var body) ->
                    session.picture(stream, timestamp, body);
            case Message.Data(_, int timestamp, var values) -> {
                // What publishers put in front of it is for the server (@setDataFrame).
                session.data(stream, timestamp, values.subList(1, values.size()));
                yield true;
            }
            default -> true;
        };
    }

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        locked(() -> closed = true);
        try {
            socket.close();
        } catch (IOException e) {
            // closed it is
        }
    }
}
