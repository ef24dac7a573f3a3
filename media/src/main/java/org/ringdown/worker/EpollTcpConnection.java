package org.ringdown.worker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.ringdown.worker.linux.Epoll;
import org.ringdown.worker.linux.Errno;
import org.ringdown.worker.linux.Option;
import org.ringdown.worker.linux.Socket;

/** A TCP connection of one {@link EpollLoop} after the other. */
final class EpollTcpConnection extends EpollPort implements TcpConnection {
    private final InetSocketAddress remote;
    private TcpHandler handler;
    private boolean awaitsRoom;

    private EpollTcpConnection(Socket.Accepted accepted, EpollLoop loop) {
        super(accepted.socket(), loop);
        this.remote = accepted.remote();
    }

    /** Serves a connection that has come in; one that has broken by now is forgotten. */
    static void begin(
            Socket.Accepted accepted, Function<TcpConnection, TcpHandler> told, EpollLoop loop) {
        var socket = accepted.socket();
        try {
            socket.set(Option.NO_DELAY, 1);
            socket.set(Option.SEND_BUFFER, SocketLimits.CONNECTION_BUFFER);
            socket.mark(SocketLimits.EXPEDITED);
            var connection = new EpollTcpConnection(accepted, loop);
            loop.ports().add(connection);
            connection.handler = told.apply(connection);
        } catch (IOException _) {
            socket.close();
        }
    }

    @Override
    public void ready(boolean readable, boolean writable) {
        if (writable && awaitsRoom) handler.writable(loop.nanos());
        if (readable && socket.isOpen()) handler.readable(loop.nanos());
    }

    @Override
    public InetSocketAddress remote() {
        return remote;
    }

    @Override
    public int read(ByteBuffer into) {
        if (!into.hasRemaining()) return 0;
        int result = socket.read(into, loop.memory());
        if (result == Errno.AGAIN) return 0;
        return result > 0 ? result : -1;
    }

    @Override
    public boolean write(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            int result = socket.write(bytes, loop.memory());
            if (result < 0) return result == Errno.AGAIN;
        }
        return socket.isOpen();
    }

    @Override
    public void awaitRoom(boolean wanted) {
        if (!socket.isOpen() || wanted == awaitsRoom) return;
        try {
            loop.await(this, wanted ? Epoll.READABLE | Epoll.WRITABLE : Epoll.READABLE);
            awaitsRoom = wanted;
        } catch (IOException _) {
            // On its way to another loop, which is told anew.
        }
    }

    /** Is not heard of any more until it has entered a loop again. */
    void leave() {
        if (socket.isOpen()) loop.ports().remove(this);
    }

    /** On the next loop, which may use it from now on. */
    void move(EpollLoop next) {
        loop = next;
        awaitsRoom = false;
    }

    void enter(TcpHandler hears) {
        handler = hears;
        try {
            if (socket.isOpen()) loop.ports().add(this);
        } catch (IOException _) {
            // The kernel has no room for one more: reading from it says that it is closed.
            socket.close();
        }
    }
}
