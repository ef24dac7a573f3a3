package org.ringdown.worker;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import org.ringdown.time.Clock;

/** A UDP port of an {@link NioLoop}. */
final class NioDatagramPort implements NioPort, DatagramPort {
    /** So that one busy port does not keep the others waiting. */
    private static final int DATAGRAMS_PER_ROUND = 64;

    /** One that is ready again so soon has more than its next packet waiting. */
    private static final long AT_ONCE = TimeUnit.MILLISECONDS.toNanos(1);

    private static final int KERNEL_BUFFER = 1 << 20;

    /** Expedited forwarding (RFC 3246), as RFC 8837 §5 asks for audio. */
    static final int EXPEDITED = 46 << 2;

    private final DatagramChannel channel;
    private final InetSocketAddress local;
    private final DatagramHandler handler;
    private final Counters counters;
    private InetSocketAddress peer;
    private boolean connected;
    private long readAt;

    private NioDatagramPort(
            DatagramChannel channel,
            InetSocketAddress local,
            DatagramHandler handler,
            Counters counters) {
        this.channel = channel;
        this.local = local;
        this.peer = local;
        this.handler = handler;
        this.counters = counters;
    }

    static NioDatagramPort open(
            InetSocketAddress local, DatagramHandler handler, Selector selector, Counters counters)
            throws IOException {
        var channel = DatagramChannel.open(family(local));
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, KERNEL_BUFFER);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, KERNEL_BUFFER);
            channel.setOption(StandardSocketOptions.IP_TOS, EXPEDITED);
            channel.bind(local);
            var bound = (InetSocketAddress) channel.getLocalAddress();
            var port = new NioDatagramPort(channel, bound, handler, counters);
            channel.register(selector, SelectionKey.OP_READ, port);
            return port;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Gives what has arrived to the handler, one datagram after the other. Of a port that was quiet only the first: it is all there is, nearly
     * always, and to see that would take as long as to read it.
     */
    @Override
    public void ready(ByteBuffer buffer, Clock clock) throws IOException {
        long now = clock.nanos();
        int most = now - readAt < AT_ONCE ? DATAGRAMS_PER_ROUND : 1;
        readAt = now;
        for (int i = 0; i < most && channel.isOpen(); i++) {
            buffer.clear().limit(buffer.capacity() - DatagramHandler.TAIL);
            if (!receive(buffer)) return;
            buffer.flip();
            handler.received(buffer, peer, clock.nanos());
        }
    }

    private boolean receive(ByteBuffer buffer) throws IOException {
        try {
            if (connected) return channel.read(buffer) > 0;
            var from = (InetSocketAddress) channel.receive(buffer);
            if (from == null) return false;
            peer = from;
            return true;
        } catch (PortUnreachableException _) {
            unreachable();
            return false;
        }
    }

    @Override
    public InetSocketAddress local() {
        return local;
    }

    @Override
    public void send(ByteBuffer datagram, InetSocketAddress to) {
        int size = datagram.remaining();
        try {
            int sent = connected ? channel.write(datagram) : channel.send(datagram, to);
            if (sent != size) counters.count(Counted.NOT_SENT);
        } catch (PortUnreachableException _) {
            unreachable();
        } catch (IOException | RuntimeException _) {
            // No route, a full queue, an address of the other family: all are loss to RTP.
            counters.count(Counted.NOT_SENT);
        }
    }

    @Override
    public void connect(InetSocketAddress to) {
        try {
            channel.connect(to);
            peer = to;
            connected = true;
        } catch (IOException | RuntimeException _) {
            // Unconnected it works as well, only slower.
            connected = false;
        }
    }

    @Override
    public void disconnect() {
        connected = false;
        try {
            channel.disconnect();
        } catch (IOException _) {
            // Then sending to anybody else fails, and is counted.
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // Nothing to be done about it; the descriptor is gone either way.
        }
    }

    private void unreachable() {
        counters.count(Counted.UNREACHABLE);
        handler.unreachable();
    }

    private static ProtocolFamily family(InetSocketAddress local) {
        return local.getAddress() instanceof Inet4Address
                ? StandardProtocolFamily.INET
                : StandardProtocolFamily.INET6;
    }
}
