package org.ringdown.worker.linux;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/** Whether what is in this package works on this machine. */
public final class Linux {
    private static final Set<String> ARCHITECTURES = Set.of("amd64", "aarch64");
    private static final int PATIENCE_MILLIS = 1000;

    private Linux() {}

    /** Why not; empty where it does, which was tried. */
    public static Optional<String> whyNot() {
        var system = System.getProperty("os.name");
        var architecture = System.getProperty("os.arch");
        if (!system.equals("Linux")) return Optional.of("this is " + system + ", not Linux");
        if (!ARCHITECTURES.contains(architecture))
            return Optional.of("nobody has tried it on " + architecture);
        if (!Linux.class.getModule().isNativeAccessEnabled())
            return Optional.of("Java was started without --enable-native-access=ALL-UNNAMED");
        try {
            return trial();
        } catch (IOException | RuntimeException | LinkageError e) {
            return Optional.of("a trial failed: " + e);
        }
    }

    /** A datagram to ourselves, which we wait for. */
    private static Optional<String> trial() throws IOException {
        var memory = new SocketMemory(ByteBuffer.allocateDirect(1));
        var socket = Socket.datagram(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        var epoll = new Epoll();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            epoll.add(socket, Epoll.READABLE);
            boolean sent = socket.sendTo(memory.buffer(), socket.local(), memory) == 1;
            memory.buffer().clear();
            boolean heard =
                    epoll.await(PATIENCE_MILLIS) == 1
                            && epoll.number(0) == socket.number()
                            && socket.receiveFrom(memory) == 1;
            return sent && heard
                    ? Optional.empty()
                    : Optional.of("a datagram to ourselves did not arrive");
        } finally {
            epoll.close();
            socket.close();
        }
    }
}
