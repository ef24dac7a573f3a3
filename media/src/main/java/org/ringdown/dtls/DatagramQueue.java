package org.ringdown.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bouncycastle.tls.DatagramTransport;

/** A datagram socket as bctls sees one: the worker puts datagrams in, a handshake's thread waits for them. */
final class DatagramQueue implements DatagramTransport {
    /** One flight of a handshake, several times over. */
    private static final int WAITING = 32;

    private static final int LONGEST_RECEIVED = 2048;

    /** What passes any network: the least IPv6 path, less its headers. */
    private static final int LONGEST_SENT = 1200;

    private static final byte[] WAKE = {};

    private final ArrayBlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(WAITING);
    private final Consumer<byte[]> sender;
    private volatile boolean closed;
    private volatile boolean ended;

    DatagramQueue(Consumer<byte[]> sender) {
        this.sender = sender;
    }

    /** False if too many wait already. */
    boolean offer(byte[] datagram) {
        return closed || ended || waiting.offer(datagram);
    }

    /** Has whoever waits, or comes to wait, stop with an {@link InterruptedIOException}; a goodbye can still be sent. */
    void end() {
        ended = true;
        wake();
    }

    /** bctls has no more use for it: the page has gone, or the handshake failed. */
    @Override
    public void close() {
        closed = true;
        wake();
    }

    @Override
    public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
        checkOpen();
        byte[] datagram = next(waitMillis);
        checkOpen();
        if (datagram.length == 0 || datagram.length > length) return -1;
        System.arraycopy(datagram, 0, buffer, offset, datagram.length);
        return datagram.length;
    }

    @Override
    public void send(byte[] bytes, int offset, int length) {
        sender.accept(Arrays.copyOfRange(bytes, offset, offset + length));
    }

    private byte[] next(int waitMillis) throws IOException {
        try {
            // 0 is for ever, in bctls.
            if (waitMillis == 0) return waiting.take();
            var datagram = waiting.poll(waitMillis, TimeUnit.MILLISECONDS);
            return datagram == null ? WAKE : datagram;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private void checkOpen() throws IOException {
        if (ended) throw new Unneeded();
        if (closed) throw new IOException("closed");
    }

    private void wake() {
        waiting.clear();
        waiting.offer(WAKE);
    }

    @Override
    public int getReceiveLimit() {
        return LONGEST_RECEIVED;
    }

    @Override
    public int getSendLimit() {
        return LONGEST_SENT;
    }

    /** The usual end of an association. It is no news where it came from, and to find out would cost more than the rest of the ending. */
    private static final class Unneeded extends InterruptedIOException {
        private static final long serialVersionUID = 1;

        Unneeded() {
            super("nobody needs these keys any more");
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
