package org.ringdown.worker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.ringdown.time.Clock;

/** A listening TCP port of an {@link NioLoop}. */
final class NioTcpPort implements NioPort, TcpPort {
    /** So that a flood of connections does not keep sound waiting. */
    private static final int CONNECTIONS_PER_ROUND = 8;

    private static final int BACKLOG = 128;

    /** After a failure to accept, such as too many open files: it would only fail again at once. */
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final ServerSocketChannel channel;
    private final InetSocketAddress local;
    private final Function<TcpConnection, TcpHandler> accepted;
    private final Selector selector;
    private final Alarm pause;
    private final SelectionKey key;

    private NioTcpPort(
            ServerSocketChannel channel,
            Function<TcpConnection, TcpHandler> accepted,
            Selector selector,
            Loop loop)
            throws IOException {
        this.channel = channel;
        this.local = (InetSocketAddress) channel.getLocalAddress();
        this.accepted = accepted;
        this.selector = selector;
        this.pause = loop.alarm(this::resume);
        this.key = channel.register(selector, SelectionKey.OP_ACCEPT, this);
    }

    static NioTcpPort open(
            InetSocketAddress local,
            Function<TcpConnection, TcpHandler> accepted,
            Selector selector,
            Loop loop)
            throws IOException {
        var channel = ServerSocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(local, BACKLOG);
            return new NioTcpPort(channel, accepted, selector, loop);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void ready(ByteBuffer buffer, Clock clock) throws IOException {
        try {
            for (int i = 0; i < CONNECTIONS_PER_ROUND; i++) {
                var connected = channel.accept();
                if (connected == null) return;
                NioTcpConnection.begin(connected, accepted, selector);
            }
        } catch (IOException e) {
            if (!channel.isOpen()) return;
            key.interestOps(0);
            pause.set(clock.nanos() + PAUSE);
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
