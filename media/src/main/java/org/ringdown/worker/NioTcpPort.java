package org.ringdown.worker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.util.function.Function;

/** A listening TCP port of an {@link NioLoop}. */
final class NioTcpPort implements NioPort, TcpPort {
    private final ServerSocketChannel channel;
    private final InetSocketAddress local;
    private final Function<TcpConnection, TcpHandler> accepted;
    private final NioLoop loop;
    private final Alarm pause;
    private final SelectionKey key;

    private NioTcpPort(
            ServerSocketChannel channel, Function<TcpConnection, TcpHandler> accepted, NioLoop loop)
            throws IOException {
        this.channel = channel;
        this.local = (InetSocketAddress) channel.getLocalAddress();
        this.accepted = accepted;
        this.loop = loop;
        this.pause = loop.alarm(this::resume);
        this.key = channel.register(loop.selector(), SelectionKey.OP_ACCEPT, this);
    }

    static NioTcpPort open(
            InetSocketAddress local, Function<TcpConnection, TcpHandler> accepted, NioLoop loop)
            throws IOException {
        var channel = ServerSocketChannel.open(NioDatagramPort.family(local));
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(local, SocketLimits.BACKLOG);
            return new NioTcpPort(channel, accepted, loop);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void ready(boolean readable, boolean writable) throws IOException {
        try {
            for (int i = 0; i < SocketLimits.CONNECTIONS; i++) {
                var connected = channel.accept();
                if (connected == null) return;
                NioTcpConnection.begin(connected, accepted, loop);
            }
        } catch (IOException e) {
            if (!channel.isOpen()) return;
            key.interestOps(0);
            pause.set(loop.nanos() + SocketLimits.PAUSE);
            throw e;
        }
    }

    private void resume() {
        if (key.isValid()) key.interestOps(SelectionKey.OP_ACCEPT);
    }

    @Override
    public InetSocketAddress local() {
        return local;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // Nothing to be done about it; the descriptor is gone either way.
        }
    }
}
