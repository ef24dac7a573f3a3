package org.ringdown.worker;

import org.ringdown.worker.linux.Socket;

/** What an {@link EpollLoop} waits for. Used and closed on the loop alone, as what is closed under somebody's hands may be another's then. */
abstract sealed class EpollPort implements Polled
        permits EpollDatagramPort, EpollTcpPort, EpollTcpConnection {
    final Socket socket;

    /** The one that has it. */
    EpollLoop loop;

    EpollPort(Socket socket, EpollLoop loop) {
        this.socket = socket;
        this.loop = loop;
    }

    /** From anywhere; from elsewhere than the loop it takes effect soon. */
    @Override
    public final void close() {
        if (loop.isHere()) closeHere();
        else loop.execute(this::closeHere);
    }

    final void closeHere() {
        if (!socket.isOpen()) return;
        loop.ports().remove(this);
        socket.close();
    }
}
