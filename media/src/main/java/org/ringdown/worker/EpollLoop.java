package org.ringdown.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.ringdown.time.Clock;
import org.ringdown.worker.linux.Epoll;
import org.ringdown.worker.linux.SocketMemory;
import org.ringdown.worker.linux.Waker;

/** A loop on the kernel's own sockets and epoll(7). */
final class EpollLoop extends ThreadLoop {
    private final SocketMemory memory =
            new SocketMemory(
                    ByteBuffer.allocateDirect(DatagramHandler.LONGEST + DatagramHandler.TAIL));
    private final Epoll epoll = new Epoll();
    private final EpollPorts ports = new EpollPorts(epoll);
    private final Waker waker;

    private EpollLoop(String name, Clock clock) throws IOException {
        super(name, clock);
        try {
            waker = new Waker(epoll);
        } catch (IOException e) {
            epoll.close();
            throw e;
        }
    }

    static EpollLoop start(String name, Clock clock) {
        try {
            var loop = new EpollLoop(name, clock);
            loop.begin();
            return loop;
        } catch (IOException e) {
            throw new UncheckedIOException("no epoll for " + name, e);
        }
    }

    @Override
    public DatagramPort open(InetSocketAddress local, DatagramHandler handler) throws IOException {
        return EpollDatagramPort.open(local, handler, this);
    }

    @Override
    public TcpPort listen(InetSocketAddress local, Function<TcpConnection, TcpHandler> accepted)
            throws IOException {
        return EpollTcpPort.open(local, accepted, this);
    }

    @Override
    public void adopt(TcpConnection connection, Supplier<TcpHandler> handler) {
        var adopted = (EpollTcpConnection) connection;
        adopted.leave();
        execute(() -> {
            adopted.move(this);
            var hears = handler.get();
            adopted.enter(hears);
            hears.readable(nanos());
        });
    }

    /** What its sockets share. On the loop. */
    SocketMemory memory() {
        assert isHere();
        return memory;
    }

    /** What it waits for. */
    EpollPorts ports() {
        return ports;
    }

    /** Waits for something else of a port that it has. */
    void await(EpollPort port, int interest) throws IOException {
        epoll.change(port.socket, interest);
    }

    @Override
    void poll(long millis) throws IOException {
        boolean waits = millis != 0 && waker.mayWait();
        int ready = 0;
        try {
            ready = epoll.await(waits ? (int) Math.min(millis, Integer.MAX_VALUE) : 0);
        } finally {
            waker.atWork(waits);
        }
        for (int i = 0; i < ready; i++) {
            var port = ports.at(epoll.number(i));
            if (port != null) handOver(port, epoll.isReadable(i), epoll.isWritable(i));
        }
    }

    @Override
    void call() {
        waker.call();
    }

    @Override
    void release() {
        waker.close();
        ports.close();
    }
}
