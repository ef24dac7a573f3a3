package org.ringdown.worker;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** One end of a connection whose other end is the test: it says what has come, how much room there is, and sees what was written. */
public final class ScriptedConnection implements TcpConnection {
    private final InetSocketAddress remote;
    private final ByteBuffer arrived = ByteBuffer.allocate(8192).limit(0);
    private final ByteBuffer written = ByteBuffer.allocate(1 << 17);
    private TcpHandler handler;
    private int room = Integer.MAX_VALUE;
    private boolean ended;
    private boolean broken;
    private boolean awaitsRoom;
    private boolean closed;

    ScriptedConnection(InetSocketAddress remote) {
        this.remote = remote;
    }

    public void serve(TcpHandler next, long now) {
        handler = next;
        handler.readable(now);
    }

    /** Whoever hears of it now. */
    public TcpHandler handler() {
        return handler;
    }

    /** The far end sends. */
    public void arrive(ByteBuffer bytes, long now) {
        arrived.compact().put(bytes).flip();
        handler.readable(now);
    }

    /** The far end closes. */
    public void end(long now) {
        ended = true;
        handler.readable(now);
    }

    /** From now on, so many bytes are taken. */
    public void room(int bytes) {
        room = bytes;
    }

    /** There is room again. */
    public void makeRoom(int bytes, long now) {
        room = bytes;
        if (awaitsRoom) handler.writable(now);
    }

    public void breakOff() {
        broken = true;
    }

    /** What was written since this was last asked, from its start; valid until the next write. */
    public ByteBuffer written() {
        var since = written.duplicate().flip();
        written.clear();
        return since;
    }

    /** How much was written since that. */
    public int unread() {
        return written.position();
    }

    public void forgetWritten() {
        written.clear();
    }

    public boolean isClosed() {
        return closed;
    }

    public boolean awaitsRoom() {
        return awaitsRoom;
    }

    @Override
    public InetSocketAddress remote() {
        return remote;
    }

    @Override
    public int read(ByteBuffer into) {
        if (closed || ended && !arrived.hasRemaining()) return -1;
        int size = Math.min(into.remaining(), arrived.remaining());
        into.put(into.position(), arrived, arrived.position(), size)
                .position(into.position() + size);
        arrived.position(arrived.position() + size);
        return size;
    }

    @Override
    public boolean write(ByteBuffer bytes) {
        if (closed || broken) return false;
        int size = Math.min(room, bytes.remaining());
        written.put(written.position(), bytes, bytes.position(), size);
        written.position(written.position() + size);
        bytes.position(bytes.position() + size);
        if (room != Integer.MAX_VALUE) room -= size;
        return true;
    }

    @Override
    public void awaitRoom(boolean wanted) {
        awaitsRoom = wanted;
    }

    @Override
    public void close() {
        closed = true;
    }
}
