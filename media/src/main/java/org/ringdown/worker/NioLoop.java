package org.ringdown.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.ringdown.time.Clock;

/** A loop on an NIO selector, which every Java has. */
final class NioLoop extends ThreadLoop {
    private final Selector selector = Selector.open();
    private final ByteBuffer buffer =
            ByteBuffer.allocateDirect(DatagramHandler.LONGEST + DatagramHandler.TAIL);
    private final Consumer<SelectionKey> reader = this::read;

    private NioLoop(String name, Clock clock) throws IOException {
        super(name, clock);
    }

    static NioLoop start(String name, Clock clock) {
        try {
            var loop = new NioLoop(name, clock);
            loop.begin();
            return loop;
        } catch (IOException e) {
            throw new UncheckedIOException("no selector for " + name, e);
        }
    }

    @Override
    public DatagramPort open(InetSocketAddress local, DatagramHandler handler) throws IOException {
        var port = NioDatagramPort.open(local, handler, this);
        selector.wakeup();
        return port;
    }

    @Override
    public TcpPort listen(InetSocketAddress local, Function<TcpConnection, TcpHandler> accepted)
            throws IOException {
        var port = NioTcpPort.open(local, accepted, this);
        selector.wakeup();
        return port;
    }

    @Override
    public void adopt(TcpConnection connection, Supplier<TcpHandler> handler) {
        var adopted = (NioTcpConnection) connection;
        adopted.leave(this);
        execute(() -> {
            var hears = handler.get();
            adopted.enter(this, hears);
            hears.readable(nanos());
        });
    }

    Selector selector() {
        return selector;
    }

    /** Into which all of its ports read. */
    ByteBuffer buffer() {
        return buffer;
    }

    @Override
    void poll(long millis) throws IOException {
        if (millis == 0) selector.selectNow(reader);
        else if (millis == FOR_EVER) selector.select(reader);
        else selector.select(reader, millis);
    }

    private void read(SelectionKey key) {
        try {
            int ready = key.readyOps();
            handOver(
                    (NioPort) key.attachment(),
                    (ready & (SelectionKey.OP_READ | SelectionKey.OP_ACCEPT)) != 0,
                    (ready & SelectionKey.OP_WRITE) != 0);
        } catch (CancelledKeyException _) {
            // Closed by another thread just now.
        }
    }

    @Override
    void call() {
        selector.wakeup();
    }

    @Override
    void release() throws IOException {
        for (var key : selector.keys()) ((NioPort) key.attachment()).close();
        selector.close();
    }
}
