package org.ringdown.worker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.ringdown.worker.linux.Errno;
import org.ringdown.worker.linux.Option;
import org.ringdown.worker.linux.Socket;

/** A UDP port of an {@link EpollLoop}. */
final class EpollDatagramPort extends EpollPort implements DatagramPort {
    private final InetSocketAddress local;
    private final DatagramHandler handler;
    private InetSocketAddress peer;
    private boolean connected;
    private long waitedBefore;

    private EpollDatagramPort(
            Socket socket, InetSocketAddress local, DatagramHandler handler, EpollLoop loop) {
        super(socket, loop);
        this.local = local;
        this.peer = local;
        this.handler = handler;
    }

    static EpollDatagramPort open(InetSocketAddress local, DatagramHandler handler, EpollLoop loop)
            throws IOException {
        var socket = Socket.datagram(local);
        try {
            socket.set(Option.RECEIVE_BUFFER, SocketLimits.DATAGRAM_BUFFER);
            socket.set(Option.SEND_BUFFER, SocketLimits.DATAGRAM_BUFFER);
            socket.mark(SocketLimits.EXPEDITED);
            socket.bind(local);
            var port = new EpollDatagramPort(socket, socket.local(), handler, loop);
            loop.ports().add(port);
            return port;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public void ready(boolean readable, boolean writable) throws IOException {
        var buffer = loop.memory().buffer();
        int most = SocketLimits.datagrams(loop.waited() - waitedBefore);
        waitedBefore = loop.waited();
        for (int i = 0; i < most && socket.isOpen(); i++) {
            buffer.clear().limit(buffer.capacity() - DatagramHandler.TAIL);
            if (!receive()) return;
            buffer.flip();
            handler.received(buffer, peer, loop.nanos());
        }
    }

    private boolean receive() throws IOException {
        var memory = loop.memory();
        int result = connected ? socket.receive(memory) : socket.receiveFrom(memory);
        if (result >= 0) {
            if (!connected) peer = memory.source();
            return true;
        }
        if (result == Errno.REFUSED) unreachable();
        else if (result != Errno.AGAIN) throw Errno.exception(result, "receive at " + local);
        return false;
    }

    @Override
    public InetSocketAddress local() {
        return local;
    }

    @Override
    public void send(ByteBuffer datagram, InetSocketAddress to) {
        int size = datagram.remaining();
        var memory = loop.memory();
        int result =
                connected ? socket.send(datagram, memory) : socket.sendTo(datagram, to, memory);
        if (result == Errno.REFUSED) unreachable();
        // No route, a full queue, an address of the other family: all are loss to RTP.
        else if (result != size) loop.counters().count(Counted.NOT_SENT);
    }

    @Override
    public void connect(InetSocketAddress to) {
        try {
            socket.connect(to, loop.memory());
            peer = to;
            connected = true;
        } catch (IOException _) {
            // Unconnected it works as well, only slower.
            connected = false;
        }
    }

    @Override
    public void disconnect() {
        connected = false;
        try {
            socket.disconnect(local);
        } catch (IOException _) {
            // Then sending to anybody else fails, and is counted.
        }
    }

    private void unreachable() {
        loop.counters().count(Counted.UNREACHABLE);
        handler.unreachable();
    }
}
