package org.ringdown.interop.flood;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The same by TCP, on many connections that are made anew when they are closed, from a few addresses. Answers are read, and thrown away. */
public final class StreamFlood implements AutoCloseable {
    private static final int ADDRESSES = 10;

    private final List<Connection> connections = new ArrayList<>();
    private final InetSocketAddress target;
    private final SipFlood requests;
    private final Thread sender;
    private volatile boolean over;
    private volatile long sent;
    private volatile long closed;
    private int turn;

    private StreamFlood(int most, InetSocketAddress target, Pace pace) {
        this.target = target;
        this.requests = new SipFlood(target);
        for (int i = 0; i < most; i++) connections.add(new Connection(1 + i % ADDRESSES));
        this.sender = Thread.ofPlatform().daemon().name("stream flood").unstarted(() -> send(pace));
    }

    public static StreamFlood begin(int connections, InetSocketAddress target, Pace pace) {
        var flood = new StreamFlood(connections, target, pace);
        flood.sender.start();
        return flood;
    }

    /** Requests that the kernel took. */
    public long sent() {
        return sent;
    }

    /** Connections that the gateway had enough of. */
    public long closed() {
        return closed;
    }

    private void send(Pace pace) {
        pace.send(() -> {
            connections.get(turn++ % connections.size()).turn();
            return !over;
        });
        connections.forEach(Connection::leave);
    }

    @Override
    public void close() {
        over = true; // whoever sends sees to the rest
    }

    private final class Connection {
        private final ByteBuffer read = ByteBuffer.allocateDirect(16_384);
        private final int address;
        private SocketChannel channel;
        private ByteBuffer rest = ByteBuffer.allocate(0);

        Connection(int address) {
            this.address = address;
        }

        void turn() {
            try {
                if (channel == null) connect();
                if (!rest.hasRemaining()) rest = next();
                channel.write(rest);
                if (!rest.hasRemaining()) sent++;
                if (channel.read(read.clear()) < 0) throw new IOException("closed");
            } catch (IOException gone) {
                closed++;
                leave();
            }
        }

        private void connect() throws IOException {
            channel = SocketChannel.open();
            channel.bind(
                    new InetSocketAddress(
                            InetAddress.getByAddress(new byte[] {127, 2, 0, (byte) address}), 0));
            channel.connect(target);
            channel.configureBlocking(false);
            rest = ByteBuffer.allocate(0);
        }

        private ByteBuffer next() {
            var text = requests.request("TCP", "127.2.0." + address, 5060);
            return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        }

        void leave() {
            try {
                if (channel != null) channel.close();
            } catch (IOException e) {
                // Then the kernel has it already.
            }
            channel = null;
        }
    }
}
