package org.ringdown.live;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.ringdown.call.CallListener;
import org.ringdown.live.LiveStreams.Outcome;
import org.ringdown.record.FlvStream.SoundChoice;
import org.ringdown.rtmp.RtmpEvent;
import org.ringdown.rtmp.RtmpServerSession;
import org.ringdown.rtmp.RtmpSettings;
import org.ringdown.rtmp.flv.VideoTag;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;
import org.ringdown.wire.MalformedException;

/** A server of RTMP on a socket of ours, and calls that are sent there. */
abstract class StreamedToUs {
    static final int PATIENCE_MILLIS = 20_000;
    static final String CALL = "c1";

    final House house = new House();

    /** How far the clock of the streams is ahead. */
    final AtomicLong ahead = new AtomicLong();

    LiveStreams.Around around;
    LiveStreams streams;
    private final ScheduledExecutorService later =
            new ScheduledThreadPoolExecutor(1, new ThreadPoolExecutor.DiscardPolicy());
    private ServerSocket server;

    /** Its calls, all of which go on, or none. */
    static final class House implements LiveStreams.House {
        final BlockingQueue<CallListener> listeners = new LinkedBlockingQueue<>();
        final BlockingQueue<CallListener> left = new LinkedBlockingQueue<>();
        volatile boolean open = true;

        @Override
        public boolean isOpen(String call) {
            return open;
        }

        @Override
        public boolean listen(String call, CallListener listener) {
            return isOpen(call) && listeners.add(listener);
        }

        @Override
        public void leave(String call, CallListener listener) {
            left.add(listener);
        }
    }

    /** What the server has of one connection. */
    static final class Ingest implements AutoCloseable {
        final List<Integer> sounds = new ArrayList<>();
        final List<VideoTag> pictures = new ArrayList<>();
        final List<String> names = new ArrayList<>();
        private final byte[] bytes = new byte[4096];
        private final Socket socket;
        private final RtmpServerSession session =
                new RtmpServerSession(RtmpSettings.USUAL, new Random(1), System.nanoTime());
        private final boolean refusing;

        Ingest(Socket socket, boolean refusing) throws IOException {
            this.socket = socket;
            this.refusing = refusing;
            socket.setSoTimeout(PATIENCE_MILLIS);
        }

        /** Until so many messages of sound have come; false where the connection ends before. */
        boolean reads(int wanted) throws IOException {
            while (sounds.size() < wanted) if (!reads()) return false;
            return true;
        }

        /** Some of what is there, or of what comes next. */
        boolean reads() throws IOException {
            int size = socket.getInputStream().read(bytes);
            if (size < 0) return false;
            happened(session.receive(ByteBuffer.wrap(bytes, 0, size), System.nanoTime()));
            while (session.hasMore()) {
                var out = session.toSend(4096);
                socket.getOutputStream().write(out.array(), out.position(), out.remaining());
            }
            return true;
        }

        private void happened(List<RtmpEvent> events) {
            for (var event : events) {
                switch (event) {
                    case RtmpEvent.Connecting _ -> happened(session.accept(Map.of()));
                    case RtmpEvent.Publishing(int stream, var publish) -> {
                        names.add(publish.name());
                        if (refusing) session.notPublished(stream, "not you");
                        else session.published(stream, publish.name());
                    }
                    case RtmpEvent.Picture(var video) -> pictures.add(tag(video.body()));
                    case RtmpEvent.Sound(var audio) -> sounds.add(audio.timestamp());
                    default -> {}
                }
            }
        }

        private static VideoTag tag(ByteBuffer body) {
            try {
                return VideoTag.parse(ByteBuffer.wrap(bytes(body)));
            } catch (MalformedException e) {
                throw new AssertionError(e);
            }
        }

        private static byte[] bytes(ByteBuffer of) {
            var bytes = new byte[of.remaining()];
            of.get(of.position(), bytes);
            return bytes;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @BeforeEach
    final void openServer() throws IOException {
        server = new ServerSocket(0, 8, InetAddress.ofLiteral("127.0.0.1"));
        server.setSoTimeout(PATIENCE_MILLIS);
        Timers timers =
                (delay, task) -> {
                    var waiting = later.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
                    return () -> waiting.cancel(false);
                };
        around =
                new LiveStreams.Around(
                        house, InetAddress::getAllByName, clock(), timers, new Random(2));
        streams = new LiveStreams(new LiveDestinations(List.of()), around);
    }

    @AfterEach
    final void closeServer() throws IOException {
        streams.close();
        server.close();
        later.shutdownNow();
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public long nanos() {
                return System.nanoTime() + ahead.get();
            }

            @Override
            public Instant wall() {
                return Instant.now();
            }
        };
    }

    final LiveStream begin() {
        var url =
                LiveUrl.parse("rtmp://127.0.0.1:" + server.getLocalPort() + "/live/key?t=1")
                        .orElseThrow();
        var outcome = streams.begin(CALL, url, SoundChoice.PCMA);
        return ((Outcome.Begun) outcome).stream();
    }

    final Ingest accept(boolean refusing) throws IOException {
        return new Ingest(server.accept(), refusing);
    }
}
