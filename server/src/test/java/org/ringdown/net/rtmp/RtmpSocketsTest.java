package org.ringdown.net.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ringdown.rtmp.RtmpClientSession;
import org.ringdown.rtmp.RtmpEvent;
import org.ringdown.rtmp.RtmpSettings;
import org.ringdown.rtmp.amf.AmfValue;
import org.ringdown.rtmp.handshake.Scheme;
import org.ringdown.rtmp.message.ConnectObject;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;

/** What becomes of clients that want to hurt, by real sockets; time runs twenty times as fast. */
class RtmpSocketsTest {
    private static final int HURRY = 20;
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int PICTURE = 900_000;
    private static final byte[] NOISE =
            "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ScheduledExecutorService later = Executors.newScheduledThreadPool(1);
    private final Beginnings beginnings = new Beginnings(2_000_000);
    private RtmpSockets sockets;

    @BeforeEach
    void open() throws IOException {
        var house = FreeHouse.make();
        sockets =
                RtmpSockets.open(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        Optional.empty(),
                        new RtmpSurroundings(house, timers(), clock(), new Random(7), beginnings),
                        new RtmpLimits(10, 3));
    }

    @AfterEach
    void close() throws IOException {
        sockets.close();
        later.shutdownNow();
    }

    @Test
    void whatIsNotRtmpIsClosedAtItsFirstByte() throws IOException {
        try (var socket = connect()) {
            socket.getOutputStream().write(NOISE);
            assertThat(readToTheEnd(socket)).isZero();
        }
    }

    @Test
    void noMoreThanSoManyComeFromOneAddress() throws IOException {
        var open = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 3; i++) open.add(letIn());
            try (var oneMore = connect()) {
                assertThat(readToTheEnd(oneMore)).isZero();
            }
            open.removeFirst().close();
            awaitCount(2);
            open.add(letIn());
        } finally {
            for (var socket : open) socket.close();
        }
    }

    @Test
    void whoDoesNotConnectInTimeGoes() throws IOException {
        try (var socket = connect()) {
            socket.getOutputStream().write(3); // the version, and nothing more
            assertThat(readToTheEnd(socket)).isZero();
        }
    }

    @Test
    void aByteAtATimeIsHeardAsWell() throws IOException {
        try (var socket = connect()) {
            greet(socket, 1);
        }
    }

    /** It asks and asks, and never reads: what waits for it is bounded, and it goes. */
    @Test
    void whoAsksAndNeverReadsGoes() throws IOException {
        try (var socket = connect()) {
            socket.setReceiveBufferSize(4096);
            var session = greet(socket, 16_384);
            flood(session, socket);
            awaitCount(0);
        }
    }

    /** Nine tenths of a megabyte each, of two megabytes for all: the third has to go, and what they held can be held anew. */
    @Test
    void allTogetherHoldNoMoreThanSoMuch() throws IOException {
        try (var one = letIn();
                var two = letIn();
                var three = letIn()) {
            one.getOutputStream().write(beginning());
            two.getOutputStream().write(beginning());
            await("two pictures nearly whole", () -> beginnings.held() >= 2 * PICTURE);
            begin(three);
            awaitCount(2);
        }
        awaitCount(0);
        await("nothing is held", () -> beginnings.held() == 0);
    }

    private static void begin(Socket socket) {
        try {
            socket.getOutputStream().write(beginning());
        } catch (IOException closed) {
            return; // before all of it was said
        }
    }

    /** In one chunk, a picture of which a little is to follow. */
    private static byte[] beginning() {
        var bytes = ByteBuffer.allocate(12 + 4 + 12 + PICTURE);
        bytes.put(HexFormat.of().parseHex("020000000000040100000000" + "7fffffff"));
        bytes.put(HexFormat.of().parseHex("070000000e00000901000000"));
        return bytes.array();
    }

    @Test
    void aNameThatNobodyServesIsRefused() throws IOException {
        try (var socket = connect()) {
            var session = session("live");
            var refused = exchange(session, socket, 16_384, RtmpEvent.Rejected.class);
            assertThat(refused.status().description()).contains("there is no live here");
        }
    }

    /** Calls without end, which are all answered twice. */
    private static void flood(RtmpClientSession session, Socket socket) {
        try {
            for (int i = 0; i < 2_000_000; i++) {
                session.ask("FCPublish", AmfValue.of("x".repeat(200)));
                flush(session, socket, 16_384);
            }
        } catch (IOException gone) {
            return;
        }
        throw new AssertionError("it was never sent away");
    }

    private Socket letIn() throws IOException {
        var socket = connect();
        greet(socket, 16_384);
        return socket;
    }

    private RtmpClientSession greet(Socket socket, int atOnce) throws IOException {
        var session = session("call");
        exchange(session, socket, atOnce, RtmpEvent.Connected.class);
        return session;
    }

    private static RtmpClientSession session(String app) {
        return new RtmpClientSession(
                RtmpSettings.USUAL,
                ConnectObject.of(app, "rtmp://127.0.0.1/" + app, "test"),
                List.of(),
                Scheme.SIMPLE,
                new Random(1),
                System.nanoTime());
    }

    /** Goes on until this has happened. */
    private static <E extends RtmpEvent> E exchange(
            RtmpClientSession session, Socket socket, int atOnce, Class<E> until)
            throws IOException {
        var buffer = new byte[16_384];
        while (true) {
            flush(session, socket, atOnce);
            int size = socket.getInputStream().read(buffer);
            if (size < 0) throw new IOException("closed before " + until.getSimpleName());
            var events = session.receive(ByteBuffer.wrap(buffer, 0, size), System.nanoTime());
            var found = events.stream().filter(until::isInstance).map(until::cast).findFirst();
            if (found.isPresent()) return found.get();
        }
    }

    private static void flush(RtmpClientSession session, Socket socket, int atOnce)
            throws IOException {
        while (session.hasMore()) {
            var bytes = session.toSend(16_384);
            while (bytes.hasRemaining()) {
                var piece = new byte[Math.min(atOnce, bytes.remaining())];
                bytes.get(piece);
                socket.getOutputStream().write(piece);
            }
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket(sockets.local().getAddress(), sockets.local().getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** How many bytes came before the end. */
    private static int readToTheEnd(Socket socket) throws IOException {
        int size = 0;
        try {
            while (socket.getInputStream().read() >= 0) size++;
        } catch (SocketException reset) {
            return size;
        }
        return size;
    }

    private void awaitCount(int count) {
        await(count + " are connected", () -> sockets.count() == count);
    }

    private static void await(String what, BooleanSupplier happened) {
        long deadline = System.nanoTime() + Duration.ofMillis(PATIENCE_MILLIS).toNanos();
        while (!happened.getAsBoolean()) {
            if (deadline - System.nanoTime() < 0) throw new AssertionError("not true yet: " + what);
            Thread.onSpinWait();
        }
    }

    private Timers timers() {
        return (delay, task) -> {
            var planned = later.schedule(task, delay.toNanos() / HURRY, TimeUnit.NANOSECONDS);
            return () -> planned.cancel(false);
        };
    }

    private static Clock clock() {
        return new Clock() {
            @Override
            public long nanos() {
                return System.nanoTime() * HURRY;
            }

            @Override
            public Instant wall() {
                return Instant.EPOCH;
            }
        };
    }
}
