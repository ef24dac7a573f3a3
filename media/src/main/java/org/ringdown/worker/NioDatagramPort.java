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

/** A UDP port of an {@link NioLoop}. */
final class NioDatagramPort implements NioPort, DatagramPort {
    private final DatagramChannel channel;
    private final InetSocketAddress local;
    private final DatagramHandler handler;
    private final NioLoop loop;
    private InetSocketAddress peer;
    private boolean connected;
    private long waitedBefore;

    private NioDatagramPort(
            DatagramChannel channel,
            InetSocketAddress local,
            DatagramHandler handler,
            NioLoop loop) {
        this.channel = channel;
        this.local = local;
        this.peer = local;
        this.handler = handler;
        this.loop = loop;
    }

    static NioDatagramPort open(InetSocketAddress local, DatagramHandler handler, NioLoop loop)
            throws IOException {
        var channel = DatagramChannel.open(family(local));
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SocketLimits.DATAGRAM_BUFFER);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SocketLimits.DATAGRAM_BUFFER);
            channel.setOption(StandardSocketOptions.IP_TOS, SocketLimits.EXPEDITED);
            channel.bind(local);
            var bound = (InetSocketAddress) channel.getLocalAddress();
            var port = new NioDatagramPort(channel, bound, handler, loop);
            channel.register(loop.selector(), SelectionKey.OP_READ, port);
            return port;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void ready(boolean readable, boolean writable) throws IOException {
        var buffer = loop.buffer();
        int most = SocketLimits.datagrams(loop.waited() - waitedBefore);
        waitedBefore = loop.waited();
        for (int i = 0; i < most && channel.isOpen(); i++) {
            buffer.clear().limit(buffer.capacity() - DatagramHandler.TAIL);
            if (!receive(buffer)) return;
            buffer.flip();
            handler.received(buffer, peer, loop.nanos());
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
            if (sent != size) loop.counters().count(Counted.NOT_SENT);
        } catch (PortUnreachableException _) {
            unreachable();
        } catch (IOException | RuntimeException _) {
            // No route, a full queue, an address of the other family: all are loss to RTP.
            loop.counters().count(Counted.NOT_SENT);
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
        loop.counters().count(Counted.UNREACHABLE);
        handler.unreachable();
    }

    static ProtocolFamily family(InetSocketAddress local) {
        return local.getAddress() instanceof Inet4Address
                ? StandardProtocolFamily.INET
                : StandardProtocolFamily.INET6;
    }
}
