package org.ringdown.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ringdown.call.CallListener;
import org.ringdown.live.LiveStreams.Outcome;
import org.ringdown.record.FlvStream.SoundChoice;
import org.ringdown.rtmp.RtmpEvent;
import org.ringdown.rtmp.RtmpServerSession;
import org.ringdown.rtmp.RtmpSettings;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;

/** A call is sent to a server that comes and goes. Real sockets, and a server's session of ours. */
class LiveStreamsTest {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final String CALL = "c1";

    private final ScheduledExecutorService later =
            new ScheduledThreadPoolExecutor(1, new ThreadPoolExecutor.DiscardPolicy());
    private final House house = new House();
    private ServerSocket server;
    private LiveStreams streams;

    /** One call. */
    private static final class House implements LiveStreams.House {
        final BlockingQueue<CallListener> listeners = new LinkedBlockingQueue<>();
        final BlockingQueue<CallListener> left = new LinkedBlockingQueue<>();
        volatile boolean open = true;

        @Override
        public boolean isOpen(String call) {
            return open && call.equals(CALL);
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
    private static final class Ingest implements AutoCloseable {
        final List<Integer> sounds = new ArrayList<>();
        final List<String> names = new ArrayList<>();
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
            var bytes = new byte[4096];
            while (sounds.size() < wanted) {
                int size = socket.getInputStream().read(bytes);
                if (size < 0) return false;
                happened(session.receive(ByteBuffer.wrap(bytes, 0, size), System.nanoTime()));
                while (session.hasMore()) {
                    var out = session.toSend(4096);
                    socket.getOutputStream().write(out.array(), out.position(), out.remaining());
                }
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
                    case RtmpEvent.Sound(var audio) -> sounds.add(audio.timestamp());
                    default -> {}
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 8, InetAddress.ofLiteral("127.0.0.1"));
        server.setSoTimeout(PATIENCE_MILLIS);
        Timers timers =
                (delay, task) -> {
                    var waiting = later.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
                    return () -> waiting.cancel(false);
                };
        streams =
                new LiveStreams(
                        new LiveDestinations(List.of()),
                        house,
                        Clock.system(),
                        timers,
                        new Random(2));
    }

    @AfterEach
    void close() throws IOException {
        streams.close();
        server.close();
        later.shutdownNow();
    }

    private LiveStream begin() {
        var url =
                LiveUrl.parse("rtmp://127.0.0.1:" + server.getLocalPort() + "/live/key?t=1")
                        .orElseThrow();
        var outcome = streams.begin(CALL, url, SoundChoice.PCMA);
        return ((Outcome.Begun) outcome).stream();
    }

    private Ingest accept(boolean refusing) throws IOException {
        return new Ingest(server.accept(), refusing);
    }

    @Test
    void soundGoesOnByTwentyMillisecondsUnderTheName() throws Exception {
        var stream = begin();
        try (var ingest = accept(false)) {
            assertThat(ingest.reads(50)).isTrue();
            assertThat(ingest.names).containsExactly("key?t=1");
            for (int i = 0; i < 50; i++) assertThat(ingest.sounds.get(i)).isEqualTo(20 * i);
            assertThat(stream.seen().state()).isEqualTo(LiveStream.State.LIVE);
        }
    }

    @Test
    void aServerThatWentIsConnectedToAnewAndTheCallTappedAnew() throws Exception {
        var stream = begin();
        try (var first = accept(false)) {
            assertThat(first.reads(5)).isTrue();
        }
        var tape = house.listeners.take();
        assertThat(house.left.take()).isSameAs(tape);
        try (var second = accept(false)) {
            assertThat(second.reads(5)).isTrue();
            assertThat(second.sounds.getFirst()).isZero();
            assertThat(house.listeners.take()).isNotSameAs(tape);
            assertThat(stream.seen().state()).isEqualTo(LiveStream.State.LIVE);
        }
    }

    @Test
    void aServerThatRefusesIsTriedAgainAndTheReasonTold() throws Exception {
        var stream = begin();
        try (var ingest = accept(true)) {
            assertThat(ingest.reads(1)).isFalse();
        }
        try (var again = accept(false)) {
            assertThat(stream.seen().reason().orElseThrow()).contains("refuses the stream");
            assertThat(again.reads(1)).isTrue();
        }
    }

    @Test
    void theEndOfTheCallIsTheEndOfTheStream() throws Exception {
        begin();
        try (var ingest = accept(false)) {
            assertThat(ingest.reads(5)).isTrue();
            house.listeners.take().end();
            assertThat(ingest.reads(Integer.MAX_VALUE)).isFalse();
        }
    }

    @Test
    void itIsEndedWhereNobodyWantsItAnyMore() throws Exception {
        var stream = begin();
        try (var ingest = accept(false)) {
            assertThat(ingest.reads(5)).isTrue();
            assertThat(streams.end("other", stream.id())).isFalse();
            assertThat(streams.end(CALL, stream.id())).isTrue();
            assertThat(ingest.reads(Integer.MAX_VALUE)).isFalse();
        }
    }

    @Test
    void aCallThatHasEndedIsNotStreamed() {
        house.open = false;
        var url = LiveUrl.parse("rtmp://127.0.0.1:1/live/key").orElseThrow();
        assertThat(streams.begin(CALL, url, SoundChoice.PCMA))
                .isInstanceOf(Outcome.NoSuchCall.class);
    }
}
