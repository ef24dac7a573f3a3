package org.ringdown.worker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.Function;

/** A TCP connection of one {@link NioLoop} after the other. */
final class NioTcpConnection implements NioPort, TcpConnection {
    private final SocketChannel channel;
    private final InetSocketAddress remote;
    private NioLoop loop;
    private SelectionKey key;
    private TcpHandler handler;

    private NioTcpConnection(
            SocketChannel channel,
            InetSocketAddress remote,
            Function<TcpConnection, TcpHandler> accepted,
            NioLoop loop)
            throws ClosedChannelException {
        this.channel = channel;
        this.remote = remote;
        this.loop = loop;
        this.key = channel.register(loop.selector(), SelectionKey.OP_READ, this);
        this.handler = accepted.apply(this);
    }

    /** Serves a connection that has come in; one that has broken by now is forgotten. */
    static void begin(
            SocketChannel channel, Function<TcpConnection, TcpHandler> accepted, NioLoop loop) {
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SocketLimits.CONNECTION_BUFFER);
            channel.setOption(StandardSocketOptions.IP_TOS, SocketLimits.EXPEDITED);
            var remote = (InetSocketAddress) channel.getRemoteAddress();
            new NioTcpConnection(channel, remote, accepted, loop);
        } catch (IOException _) {
            close(channel);
        }
    }

    @Override
    public void ready(boolean readable, boolean writable) {
        if (writable) handler.writable(loop.nanos());
        if (readable && key.isValid()) handler.readable(loop.nanos());
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
    void leave(NioLoop next) {
        if (!key.isValid()) return;
        if (loop == next) key.interestOps(0);
        else key.cancel();
    }

    void enter(NioLoop next, TcpHandler hears) {
        loop = next;
        handler = hears;
        try {
            key = channel.register(loop.selector(), SelectionKey.OP_READ, this);
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
