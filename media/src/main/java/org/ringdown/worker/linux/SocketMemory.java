package org.ringdown.worker.linux;

import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** What the sockets of one thread share: memory that the kernel writes into and reads from, and the addresses that it met lately. */
public final class SocketMemory {
    /** As long as a datagram can be. */
    static final int COPY = 1 << 16;

    final Scratch scratch = Scratch.forLong();
    private final Sources sources = new Sources();
    private final Destinations narrow = new Destinations(SocketAddresses.INET);
    private final Destinations wide = new Destinations(SocketAddresses.INET6);
    private final ByteBuffer buffer;
    private final long bufferAt;
    private final ByteBuffer copy = ByteBuffer.allocateDirect(COPY);
    private final long copyAt = at(copy);

    /** @param buffer direct; into it datagrams are received, and from it they are sent without being copied */
    public SocketMemory(ByteBuffer buffer) {
        this.buffer = buffer;
        this.bufferAt = at(buffer);
    }

    public ByteBuffer buffer() {
        return buffer;
    }

    /** Whose datagram was received last, of a socket that is not connected. */
    public InetSocketAddress source() {
        return sources.of(scratch.address);
    }

    Destinations.Destination destination(InetSocketAddress address, int family) {
        return (family == SocketAddresses.INET ? narrow : wide).of(address);
    }

    long bufferAt() {
        return bufferAt + buffer.position();
    }

    /** The kernel wrote so much into the buffer. */
    int filled(int result) {
        if (result > 0) buffer.position(buffer.position() + result);
        return result;
    }

    long copyAt() {
        return copyAt;
    }

    /** The kernel wrote so much into the copy. */
    void copied(ByteBuffer into, int size) {
        into.put(into.position(), copy, 0, size).position(into.position() + size);
    }

    /** Where the kernel finds {@code size} bytes of these: where they are, or in the copy. */
    long readable(ByteBuffer bytes, int size) {
        if (bytes == buffer) return bufferAt();
        copy.put(0, bytes, bytes.position(), size);
        return copyAt;
    }

    private static long at(ByteBuffer direct) {
        return MemorySegment.ofBuffer(direct).address();
    }
}
