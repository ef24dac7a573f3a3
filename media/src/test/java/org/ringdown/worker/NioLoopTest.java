package org.ringdown.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ringdown.time.Clock;

/** Real sockets on loopback, and a real thread. */
@Timeout(10)
class NioLoopTest {
    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final NioLoop loop = NioLoop.start("test loop", Clock.system());
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void runsWhatOtherThreadsAskForInTheirOrder() throws Exception {
        for (int i = 0; i < 100; i++) {
            int number = i;
            loop.execute(() -> heard.add(Thread.currentThread().getName() + " " + number));
        }

        for (int i = 0; i < 100; i++) assertThat(next()).isEqualTo("test loop " + i);
    }

    @Test
    void aSignalRaisedTwiceBeforeItRanRunsOnce() throws Exception {
        var gate = new CompletableFuture<Void>();
        var signal = loop.signal(() -> heard.add("signalled"));
        loop.execute(gate::join);
        signal.raise();
        signal.raise();
        gate.complete(null);
        onLoop(() -> heard.add("end"));

        assertThat(next()).isEqualTo("signalled");
        assertThat(next()).isEqualTo("end");
        signal.raise();
        assertThat(next()).isEqualTo("signalled");
    }

    @Test
    void anAlarmRunsAtItsTimeAndNotBefore() throws Exception {
        long wait = TimeUnit.MILLISECONDS.toNanos(20);
        var late = new CompletableFuture<Long>();
        loop.execute(() -> {
            long due = loop.nanos() + wait;
            loop.alarm(() -> late.complete(loop.nanos() - due)).set(due);
        });

        assertThat(late.get()).isNotNegative();
    }

    @Test
    void carriesDatagramsBothWaysConnectedAndNot() throws Exception {
        var here = open(this::hear);
        var echo = new CompletableFuture<DatagramPort>();
        var there = open((datagram, from, _) -> echo.join().send(datagram, from));
        echo.complete(there);
        onLoop(() -> here.send(bytes("unconnected"), there.local()));
        assertThat(next()).isEqualTo("unconnected from " + there.local());

        onLoop(() -> here.connect(there.local()));
        onLoop(() -> here.send(bytes("connected"), there.local()));
        assertThat(next()).isEqualTo("connected from " + there.local());

        onLoop(here::disconnect);
        onLoop(() -> here.send(bytes("again"), there.local()));
        assertThat(next()).isEqualTo("again from " + there.local());
    }

    @Test
    void aConnectedPortDoesNotHearStrangers() throws Exception {
        var here = open(this::hear);
        var friend = open((_, _, _) -> {});
        var stranger = open((_, _, _) -> {});
        onLoop(() -> here.connect(friend.local()));
        onLoop(() -> stranger.send(bytes("boo"), here.local()));
        onLoop(() -> friend.send(bytes("hello"), here.local()));

        assertThat(next()).isEqualTo("hello from " + friend.local());
    }

    @Test
    void givesHandlersRoomForATag() throws Exception {
        var here =
                open((datagram, _, _) ->
                        heard.add(
                                "room "
                                        + (datagram.capacity() - datagram.limit()
                                                >= DatagramHandler.TAIL)));
        onLoop(() -> here.send(ByteBuffer.allocateDirect(1400), here.local()));

        assertThat(next()).isEqualTo("room true");
    }

    @Test
    void survivesAHandlerAndATaskThatThrow() throws Exception {
        var here =
                open((datagram, from, now) -> {
                    if (datagram.remaining() == 3)
                        throw new IllegalStateException("thrown by a test");
                    hear(datagram, from, now);
                });
        loop.execute(() -> {
            throw new IllegalStateException("thrown by a test");
        });
        onLoop(() -> here.send(bytes("bad"), here.local()));
        onLoop(() -> here.send(bytes("good"), here.local()));

        assertThat(next()).startsWith("good");
        assertThat(loop.counters().of(Counted.FAULT)).isEqualTo(2);
    }

    @Test
    void onlyCountsThatNobodyListens() throws Exception {
        var gone = open((_, _, _) -> {});
        onLoop(gone::close);
        var here =
                open(
                        new DatagramHandler() {
                            @Override
                            public void received(
                                    ByteBuffer datagram, InetSocketAddress from, long now) {
                                hear(datagram, from, now);
                            }

                            @Override
                            public void unreachable() {
                                heard.add("unreachable");
                            }
                        });
        onLoop(() -> here.connect(gone.local()));
        onLoop(() -> here.send(bytes("anybody?"), gone.local()));

        assertThat(next()).isEqualTo("unreachable");
        assertThat(loop.counters().of(Counted.UNREACHABLE)).isEqualTo(1);
    }

    @Test
    void refusesAPortThatIsTaken() throws Exception {
        var here = open(this::hear);
        var refusal = new CompletableFuture<IOException>();
        loop.execute(() -> {
            try {
                loop.open(here.local(), this::hear);
                refusal.cancel(false);
            } catch (IOException e) {
                refusal.complete(e);
            }
        });

        assertThat(refusal.get()).isInstanceOf(BindException.class);
    }

    @Test
    void closedItFreesItsPortsAndItsThread() throws Exception {
        var here = open(this::hear);
        loop.close();
        loop.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("test loop"));
        try (var other = new DatagramSocket(here.local())) {
            assertThat(other.getLocalPort()).isEqualTo(here.local().getPort());
        }
    }

    private void hear(ByteBuffer datagram, InetSocketAddress from, long now) {
        heard.add(UTF_8.decode(datagram) + " from " + from);
    }

    private String next() throws InterruptedException {
        return heard.poll(5, TimeUnit.SECONDS);
    }

    private DatagramPort open(DatagramHandler handler) throws Exception {
        var port = new CompletableFuture<DatagramPort>();
        loop.execute(() -> {
            try {
                port.complete(loop.open(ANY_PORT, handler));
            } catch (IOException e) {
                port.completeExceptionally(e);
            }
        });
        return port.get();
    }

    private void onLoop(Runnable task) throws Exception {
        var done = new CompletableFuture<Void>();
        loop.execute(() -> {
            task.run();
            done.complete(null);
        });
        done.get();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
