package org.ringdown.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringdown.time.Clock;

/** What arrives by a real socket of the kernel's own and leaves by another makes no garbage, whosever it is. */
@Timeout(60)
class SocketGarbageTest {
    private static final int SOURCES = 100;
    private static final int PACKETS = 20_000;

    /** The compiler takes its time, on a busy machine even more. */
    private static final int WINDOWS = 20;

    private final List<Loop> loops = new ArrayList<>();

    @AfterEach
    void close() {
        loops.forEach(Loop::close);
    }

    static Stream<Arguments> ports() {
        return LoopKindTest.here()
                .filter(kind -> kind == LoopKind.EPOLL)
                .flatMap(_ -> LoopTest.loopbacks())
                .flatMap(address ->
                        Stream.of(
                                Arguments.of(address, "shared by many"),
                                Arguments.of(address, "connected")));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("ports")
    void aPacketLeavesNoGarbage(InetAddress address, String how) throws Exception {
        var loop = start("echo");
        var echo = new CompletableFuture<DatagramPort>();
        var any = new InetSocketAddress(address, 0);
        var port = loop.open(any, (datagram, from, _) -> echo.join().send(datagram, from));
        echo.complete(port);
        boolean shared = how.startsWith("shared");
        var crowd = new Crowd(start("crowd"), any, port.local(), shared ? SOURCES : 1);
        if (!shared) on(loop, () -> port.connect(crowd.ports.getFirst().local()));

        long garbage = Long.MAX_VALUE;
        for (int i = 0; i < WINDOWS && garbage / PACKETS != 0; i++) {
            var before = new long[1];
            on(loop, () -> before[0] = allocated());
            crowd.talk(PACKETS);
            var after = new long[1];
            on(loop, () -> after[0] = allocated());
            garbage = after[0] - before[0];
        }

        assertThat(garbage / PACKETS).as(garbage + " bytes for " + PACKETS + " packets").isZero();
        assertThat(loop.counters().of(Counted.FAULT)).isZero();
        assertThat(loop.counters().of(Counted.NOT_SENT)).isZero();
    }

    /** Ends of whom each says something when it has been answered, for as long as is wanted. */
    private static final class Crowd {
        private final Loop loop;
        private final InetSocketAddress echo;
        private final List<DatagramPort> ports = new ArrayList<>();
        private final ByteBuffer hello = ByteBuffer.allocateDirect(172);
        private CompletableFuture<Void> done = new CompletableFuture<>();
        private int left;

        Crowd(Loop loop, InetSocketAddress any, InetSocketAddress echo, int size) throws Exception {
            this.loop = loop;
            this.echo = echo;
            for (int i = 0; i < size; i++) {
                int index = i;
                ports.add(loop.open(any, (_, _, _) -> answered(index)));
            }
        }

        void talk(int packets) throws Exception {
            done = new CompletableFuture<>();
            on(
                    loop,
                    () -> {
                        left = packets;
                        for (int i = 0; i < ports.size(); i++) speak(i);
                    });
            done.get();
        }

        private void answered(int index) {
            left--;
            if (left >= ports.size()) speak(index);
            else if (left == 0) done.complete(null);
        }

        private void speak(int index) {
            ports.get(index).send(hello.clear(), echo);
        }
    }

    private Loop start(String name) {
        var loop = LoopKind.EPOLL.start(name, Clock.system());
        loops.add(loop);
        return loop;
    }

    private static void on(Loop loop, Runnable task) throws Exception {
        var done = new CompletableFuture<Void>();
        loop.execute(() -> {
            task.run();
            done.complete(null);
        });
        done.get();
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }
}
