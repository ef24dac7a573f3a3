package org.ringdown.worker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.function.Function;
import org.ringdown.time.Clock;

/** A TCP connection of one {@link NioLoop} after the other. */
final class NioTcpConnection implements NioPort, TcpConnection {
    /** What waits in the kernel cannot be taken back when it is old: as little as serves. */
    private static final int KERNEL_BUFFER = 16 << 10;

    private final SocketChannel channel;
    private final InetSocketAddress remote;
    private SelectionKey key;
    private TcpHandler handler;

    private NioTcpConnection(
            SocketChannel channel,
            InetSocketAddress remote,
            Function<TcpConnection, TcpHandler> accepted,
            Selector selector)
            throws ClosedChannelException {
        this.channel = channel;
        this.remote = remote;
        this.key = channel.register(selector, SelectionKey.OP_READ, this);
        this.handler = accepted.apply(this);
    }

    /** Serves a connection that has come in; one that has broken by now is forgotten. */
    static void begin(
            SocketChannel channel,
            Function<TcpConnection, TcpHandler> accepted,
            Selector selector) {
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, KERNEL_BUFFER);
            channel.setOption(StandardSocketOptions.IP_TOS, NioDatagramPort.EXPEDITED);
            var remote = (InetSocketAddress) channel.getRemoteAddress();
            new NioTcpConnection(channel, remote, accepted, selector);
        } catch (IOException _) {
            close(channel);
        }
    }

    @Override
    public void ready(ByteBuffer buffer, Clock clock) {
        if (key.isWritable()) handler.writable(clock.nanos());
        if (key.isValid() && key.isReadable()) handler.readable(clock.nanos());
    }

    @Override
    public InetSocketAddress remote() {
        return remote;
    }

    @Override
    public int read(ByteBuffer into) {
        try {
            return channel.read(into);
        } catch (IOException _) {
            return -1;
        }
    }

    @Override
    public boolean write(ByteBuffer bytes) {
        try {
            channel.write(bytes);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void awaitRoom(boolean wanted) {
        if (!key.isValid()) return;
        key.interestOps(
                wanted ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    /** Is not heard of any more until it has entered a selector again. */
    void leave(Selector next) {
        if (!key.isValid()) return;
        if (key.selector() == next) key.interestOps(0);
        else key.cancel();
    }

    void enter(Selector selector, TcpHandler next) {
        handler = next;
        try {
            key = channel.register(selector, SelectionKey.OP_READ, this);
        } catch (ClosedChannelException _) {
            // Closed on the way; reading from it says so.
        }
    }

    @Override
    public void close() {
        close(channel);
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException _) {
            // Nothing to be done about it; the descriptor is gone either way.
        }
    }
}
