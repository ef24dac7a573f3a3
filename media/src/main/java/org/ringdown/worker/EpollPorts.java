package org.ringdown.worker;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.ringdown.worker.linux.Epoll;

/**
 * The open ports of one {@link EpollLoop}, by their descriptors, and the epoll that waits for them. The loop reads it for each event without a
 * lock; who opens or closes something takes one, so that nobody meets an epoll that is closed.
 */
final class EpollPorts {
    private static final int FEWEST = 1024;

    private final Epoll epoll;
    private volatile AtomicReferenceArray<EpollPort> ports = new AtomicReferenceArray<>(FEWEST);
    private boolean closed;

    EpollPorts(Epoll epoll) {
        this.epoll = epoll;
    }

    /** From anywhere. */
    synchronized void add(EpollPort port) throws IOException {
        if (closed) throw new IOException("The loop has ended.");
        int number = port.socket.number();
        if (number >= ports.length()) grow(number);
        ports.set(number, port);
        try {
            epoll.add(port.socket, Epoll.READABLE);
        } catch (IOException e) {
            ports.set(number, null);
            throw e;
        }
    }

    synchronized void remove(EpollPort port) {
        int number = port.socket.number();
        if (number >= ports.length() || !ports.compareAndSet(number, port, null)) return;
        try {
            epoll.remove(port.socket);
        } catch (IOException e) {
            throw new IllegalStateException("an open port that epoll does not know", e);
        }
    }

    /** The one with that descriptor; null when it was closed since something happened to it. */
    EpollPort at(int number) {
        var open = ports;
        return number < open.length() ? open.getAcquire(number) : null;
    }

    /** Closes all, and takes no more. On the loop. */
    synchronized void close() {
        closed = true;
        for (int i = 0; i < ports.length(); i++) {
            var port = ports.get(i);
            if (port != null) port.closeHere();
        }
        epoll.close();
    }

    private void grow(int number) {
        var larger = new AtomicReferenceArray<EpollPort>(Math.max(number + 1, 2 * ports.length()));
        for (int i = 0; i < ports.length(); i++) larger.set(i, ports.get(i));
        ports = larger;
    }
}
