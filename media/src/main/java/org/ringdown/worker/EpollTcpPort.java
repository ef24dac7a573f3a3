package org.ringdown.worker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Function;
import org.ringdown.worker.linux.Epoll;
import org.ringdown.worker.linux.Option;
import org.ringdown.worker.linux.Socket;

/** A listening TCP port of an {@link EpollLoop}. */
final class EpollTcpPort extends EpollPort implements TcpPort {
    private final InetSocketAddress local;
    private final Function<TcpConnection, TcpHandler> accepted;
    private final Alarm pause;

    private EpollTcpPort(
            Socket socket,
            InetSocketAddress local,
            Function<TcpConnection, TcpHandler> accepted,
            EpollLoop loop) {
        super(socket, loop);
        this.local = local;
        this.accepted = accepted;
        this.pause = loop.alarm(this::resume);
    }

    static EpollTcpPort open(
            InetSocketAddress local, Function<TcpConnection, TcpHandler> accepted, EpollLoop loop)
            throws IOException {
        var socket = Socket.stream(local);
        try {
            socket.set(Option.REUSE_ADDRESS, 1);
            socket.bind(local);
            socket.listen(SocketLimits.BACKLOG);
            var port = new EpollTcpPort(socket, socket.local(), accepted, loop);
            loop.ports().add(port);
            return port;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public void ready(boolean readable, boolean writable) throws IOException {
        try {
            for (int i = 0; i < SocketLimits.CONNECTIONS && socket.isOpen(); i++) {
                var connected = socket.accept();
                if (connected.isEmpty()) return;
                EpollTcpConnection.begin(connected.get(), accepted, loop);
            }
        } catch (IOException e) {
            loop.await(this, 0);
            pause.set(loop.nanos() + SocketLimits.PAUSE);
            throw e;
        }
    }

    private void resume() {
        try {
            if (socket.isOpen()) loop.await(this, Epoll.READABLE);
        } catch (IOException _) {
            pause.set(loop.nanos() + SocketLimits.PAUSE);
        }
    }

    @Override
    public InetSocketAddress local() {
        return local;
    }
}
