package org.ringdown.interop.process;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Ports that are free, for programs that cannot be told to choose one. */
public final class Ports {
    private static final AtomicInteger RANGES =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(2768));

    private Ports() {}

    /**
     * An even port on 127.0.0.1 that is free for UDP and TCP, as is the odd one after it. It is none of those that systems give away, of which
     * a browser takes dozens: until its program has opened it, nobody else is given it.
     */
    public static int free() {
        return free(2);
    }

    /** The same for a program that opens {@code count} of them, one after the other. */
    public static int free(int count) {
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 20_000) & -2;
            if (IntStream.range(port, port + count).allMatch(Ports::usable)) return port;
        }
        throw new IllegalStateException("no " + count + " free ports in a row");
    }

    /**
     * The first of {@code count} ports for a program that looks for free ones in its range by itself. It is even, and below those that systems
     * give away; who asks next gets those behind it.
     */
    public static int range(int count) {
        int room = 2768 - count;
        return 30_000 + (RANGES.getAndAdd(count) % room & -2);
    }

    /** Whether somebody has this port on 127.0.0.1, for UDP or TCP. */
    public static boolean taken(int port) {
        return !usable(port);
    }

    /** The same elsewhere. */
    public static boolean taken(Host host, int port) {
        return !host.inside(() -> usable(host.address(), port));
    }

    private static boolean usable(int port) {
        return usable("127.0.0.1", port);
    }

    private static boolean usable(String host, int port) {
        var address = new InetSocketAddress(InetAddress.ofLiteral(host), port);
        try (var udp = new DatagramSocket(address);
                var tcp = new ServerSocket()) {
            tcp.bind(address);
            return udp.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
