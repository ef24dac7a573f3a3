package org.ringdown.worker.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sockets of the kernel's own; what they were told is asked of it by a call that the gateway has no need of, getsockopt(2). */
class SocketTest {
    private static final int EXPEDITED = 46 << 2;

    private static final InetSocketAddress OURS =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final SocketMemory memory = new SocketMemory(ByteBuffer.allocateDirect(100));
    private int number;

    /** Our own addresses, of each version of IP that this machine has. */
    static Stream<InetSocketAddress> ours() {
        return Stream.of("127.0.0.1", "::1")
                .map(host -> new InetSocketAddress(InetAddress.ofLiteral(host), 0))
                .filter(SocketTest::isOurs);
    }

    private static boolean isOurs(InetSocketAddress address) {
        try {
            bound(address).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ours")
    void areToldHowToMarkWhatTheySend(InetSocketAddress ours) throws Exception {
        var socket = bound(ours);
        socket.mark(EXPEDITED);

        assertThat(told(socket, Option.TYPE_OF_SERVICE)).isEqualTo(EXPEDITED);
        if (ours.getAddress() instanceof Inet6Address)
            assertThat(told(socket, Option.TRAFFIC_CLASS)).isEqualTo(EXPEDITED);
        socket.close();
    }

    @Test
    void haveTheBuffersThatTheyAskFor() throws Exception {
        var socket = bound(OURS);
        // The kernel doubles it for what it needs itself (socket(7)).
        socket.set(Option.SEND_BUFFER, 16 << 10);

        assertThat(told(socket, Option.SEND_BUFFER)).isEqualTo(2 * (16 << 10));
        socket.close();
    }

    @Test
    void sayWhyTheyCannotBeBound() throws Exception {
        var socket = bound(OURS);
        var taken = socket.local();

        assertThatThrownBy(() -> bound(taken))
                .isInstanceOf(BindException.class)
                .hasMessage("Address already in use (bind to " + taken + ")");
        socket.close();
    }

    /** The number is given to the next that is opened. A closed one does not reach it. */
    @Test
    void whatIsClosedReachesNobodyElse() throws Exception {
        var closed = bound(OURS);
        var other = inPlaceOf(closed);
        // Somebody else of this process may be quicker.
        for (int i = 0; i < 100 && other.number() != number; i++) {
            other.close();
            closed = bound(OURS);
            other = inPlaceOf(closed);
        }
        assertThat(other.number()).isEqualTo(number);
        checkApart(closed, other);
        other.close();
    }

    private Socket inPlaceOf(Socket closed) throws IOException {
        number = closed.number();
        closed.close();
        closed.close();
        return bound(OURS);
    }

    private void checkApart(Socket closed, Socket other) throws IOException {
        var to = other.local();
        assertThat(closed.sendTo(memory.buffer().clear(), to, memory)).isEqualTo(-9);
        assertThat(closed.receiveFrom(memory)).isEqualTo(-9);
        assertThatThrownBy(() -> closed.set(Option.SEND_BUFFER, 1))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("Bad file descriptor");
        assertThat(other.receiveFrom(memory)).isEqualTo(Errno.AGAIN);
        assertThat(other.local()).isEqualTo(to);
    }

    private static Socket bound(InetSocketAddress address) throws IOException {
        var socket = Socket.datagram(address);
        try {
            socket.bind(address);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static int told(Socket socket, Option option) throws Exception {
        try (var arena = Arena.ofConfined()) {
            var value = arena.allocate(JAVA_INT);
            var length = arena.allocateFrom(JAVA_INT, Integer.BYTES);
            int result =
                    invoke(
                            getsockopt(),
                            socket.number(),
                            option.level,
                            option.name,
                            value.address(),
                            length.address());
            assertThat(result).isZero();
            return value.get(JAVA_INT, 0);
        }
    }

    private static int invoke(
            MethodHandle function, int fd, int level, int name, long value, long length) {
        try {
            return (int) function.invokeExact(fd, level, name, value, length);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle getsockopt() {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("getsockopt"),
                FunctionDescriptor.of(
                        JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG));
    }
}
