package org.ringdown.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringdown.time.Clock;

/** Real sockets on loopback, and a real thread, of each kind of loop that this machine has. */
@Timeout(20)
@ParameterizedClass(name = "{0}")
@MethodSource("org.ringdown.worker.LoopKindTest#here")
class LoopTest {
    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final LoopKind kind;
    private final Loop loop;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    LoopTest(LoopKind kind) {
        this.kind = kind;
        this.loop = kind.start("test loop", Clock.system());
    }

    @AfterEach
    void close() {
        loop.close();
    }

    /** Our own addresses, of each version of IP that this machine has. */
    static Stream<InetAddress> loopbacks() {
        return Stream.of("127.0.0.1", "::1").map(InetAddress::ofLiteral).filter(LoopTest::isOurs);
    }

    private static boolean isOurs(InetAddress address) {
        try (var socket = new DatagramSocket(0, address)) {
            return socket.isBound();
        } catch (SocketException e) {
            return false;
        }
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

    /** A signal that came while the other was about to wait, and was missed, would end this. */
    @Test
    void noSignalBetweenTwoLoopsIsMissed() throws Exception {
        var done = new CompletableFuture<Void>();
        var turns = new AtomicInteger(50_000);
        try (var other = kind.start("other loop", Clock.system())) {
            var there = new AtomicReference<Signal>();
            var here = loop.signal(() -> there.get().raise());
            there.set(
                    other.signal(() -> {
                        if (turns.decrementAndGet() == 0) done.complete(null);
                        else here.raise();
                    }));
            here.raise();

            done.get(15, TimeUnit.SECONDS);
        }
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

    @ParameterizedTest(name = "{0}")
    @MethodSource("loopbacks")
    void hearsAndReachesBothVersionsOfIp(InetAddress address) throws Exception {
        var here = open(new InetSocketAddress(address, 0), this::hear);
        try (var other = new DatagramSocket(0, address)) {
            other.send(new DatagramPacket(new byte[] {'h', 'i'}, 2, here.local()));
            var from = new InetSocketAddress(address, other.getLocalPort());
            assertThat(next()).isEqualTo("hi from " + from);

            onLoop(() -> here.send(bytes("yes?"), from));
            var answer = new DatagramPacket(new byte[10], 10);
            other.setSoTimeout(5_000);
            other.receive(answer);
            assertThat(answer.getLength()).isEqualTo(4);
            assertThat(answer.getSocketAddress()).isEqualTo(here.local());
        }
    }

    /** Bound to all addresses of IPv6 it has those of IPv4 too, and names them as such. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("loopbacks")
    void allAddressesAreThoseOfTheirVersionAndOfIpv4(InetAddress address) throws Exception {
        boolean narrow = address instanceof Inet4Address;
        var all = InetAddress.ofLiteral(narrow ? "0.0.0.0" : "::");
        var here = open(new InetSocketAddress(all, 0), this::hear);
        var ipv4 = InetAddress.ofLiteral("127.0.0.1");
        try (var other = new DatagramSocket(0, ipv4)) {
            var to = new InetSocketAddress(ipv4, here.local().getPort());
            other.send(new DatagramPacket(new byte[] {'h', 'i'}, 2, to));
            var from = new InetSocketAddress(ipv4, other.getLocalPort());
            assertThat(next()).isEqualTo("hi from " + from);

            onLoop(() -> here.send(bytes("yes?"), from));
            onLoop(() -> here.connect(from));
            onLoop(() -> here.send(bytes("yes!"), from));
            other.setSoTimeout(5_000);
            for (int i = 0; i < 2; i++) {
                var answer = new DatagramPacket(new byte[10], 10);
                other.receive(answer);
                assertThat(answer.getSocketAddress()).isEqualTo(to);
            }
        }
    }

    @Test
    void aBusyPortDoesNotKeepAnotherWaiting() throws Exception {
        var busy = open((_, _, _) -> heard.add("busy"));
        var quiet = open((_, _, _) -> heard.add("quiet"));
        var gate = new CompletableFuture<Void>();
        loop.execute(gate::join);
        try (var other = new DatagramSocket(0, busy.local().getAddress())) {
            for (int i = 0; i < 300; i++)
                other.send(new DatagramPacket(new byte[1], 1, busy.local()));
            other.send(new DatagramPacket(new byte[1], 1, quiet.local()));
        }
        gate.complete(null);

        int before = 0;
        while (next().equals("busy")) before++;
        assertThat(before).isLessThan(150);
    }

    /** Rounds are long when others have much to do: a port that many share is not read once a round then. */
    @Test
    void aPortThatManyShareIsEmptiedWhileRoundsAreLong() throws Exception {
        var rounds = new AtomicInteger();
        var shared = open((_, _, _) -> heard.add("heard"));
        loop.execute(() -> longRound(rounds));
        try (var other = new DatagramSocket(0, shared.local().getAddress())) {
            for (int i = 0; i < 300; i++)
                other.send(new DatagramPacket(new byte[1], 1, shared.local()));
        }
        int before = rounds.get();
        for (int i = 0; i < 300; i++) assertThat(next()).isEqualTo("heard");

        assertThat(rounds.get() - before).isLessThan(150);
    }

    private void longRound(AtomicInteger rounds) {
        rounds.incrementAndGet();
        long begun = loop.nanos();
        while (loop.nanos() - begun < TimeUnit.MILLISECONDS.toNanos(2)) Thread.onSpinWait();
        loop.execute(() -> longRound(rounds));
    }

    @Test
    void whatCannotBeSentIsCounted() throws Exception {
        var here = open(this::hear);
        var closed = open(this::hear);
        var nowhere =
                List.of(
                        InetSocketAddress.createUnresolved("nobody.invalid", 1),
                        new InetSocketAddress(InetAddress.ofLiteral("2001:db8::1"), 1),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        for (var to : nowhere) onLoop(() -> here.send(bytes("lost"), to));
        onLoop(() -> here.send(ByteBuffer.allocate(70_000), here.local()));
        onLoop(closed::close);
        onLoop(closed::close);
        onLoop(() -> closed.send(bytes("lost"), here.local()));

        assertThat(loop.counters().of(Counted.NOT_SENT)).isEqualTo(nowhere.size() + 2);
        assertThat(loop.counters().of(Counted.FAULT)).isZero();
    }

    @Test
    void whatStrangersSentBeforeItWasConnectedIsNotHeard() throws Exception {
        var here = open(this::hear);
        var friend = open((_, _, _) -> {});
        try (var stranger = new DatagramSocket(0, here.local().getAddress())) {
            onLoop(() -> {
                for (int i = 0; i < 10; i++) {
                    try {
                        stranger.send(new DatagramPacket(new byte[1], 1, here.local()));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
                here.connect(friend.local());
            });
        }
        onLoop(() -> friend.send(bytes("hello"), here.local()));

        assertThat(next()).isEqualTo("hello from " + friend.local());
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

        assertThat(refusal.get())
                .isInstanceOf(BindException.class)
                .hasMessageContaining("Address already in use");
    }

    @Test
    void refusesAnAddressThatIsNotOurs() {
        var foreign = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 0);

        assertThatThrownBy(() -> loop.open(foreign, this::hear))
                .isInstanceOf(BindException.class)
                .hasMessageContaining("Cannot assign requested address");
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
        loop.execute(() -> heard.add("too late"));
        loop.signal(() -> heard.add("too late")).raise();
        assertThatThrownBy(() -> loop.open(ANY_PORT, this::hear)).isInstanceOf(Exception.class);
        assertThat(heard).isEmpty();
    }

    private void hear(ByteBuffer datagram, InetSocketAddress from, long now) {
        heard.add(UTF_8.decode(datagram) + " from " + from);
    }

    private String next() throws InterruptedException {
        return heard.poll(5, TimeUnit.SECONDS);
    }

    private DatagramPort open(DatagramHandler handler) throws Exception {
        return open(ANY_PORT, handler);
    }

    private DatagramPort open(InetSocketAddress local, DatagramHandler handler) throws Exception {
        var port = new CompletableFuture<DatagramPort>();
        loop.execute(() -> {
            try {
                port.complete(loop.open(local, handler));
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
