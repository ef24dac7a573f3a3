package org.ringdown.worker.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Waits for many sockets at once (epoll(7)). An epoll_event is 32 bits of events and 64 of whatever one likes, here the descriptor; on x86-64
 * nothing is between the two, elsewhere 32 bits are.
 */
public final class Epoll {
    public static final int READABLE = 0x1;
    public static final int WRITABLE = 0x4;

    /** Told without being asked for: an error, or that both sides have ended. Reading and writing tell more. */
    private static final int BROKEN = 0x8 | 0x10;

    private static final int CLOEXEC = 0x80000;
    static final int ADD = 1;
    private static final int DELETE = 2;
    private static final int CHANGE = 3;

    /** How many are told of at once; the others are the next time. */
    private static final int MOST = 512;

    private static final boolean PACKED = System.getProperty("os.arch").equals("amd64");
    private static final int DATA = PACKED ? 4 : 8;
    private static final int SIZE = DATA + Long.BYTES;

    private final Scratch scratch = Scratch.forLong();
    private final MemorySegment events = Arena.ofAuto().allocate((long) MOST * SIZE, Long.BYTES);
    private final Descriptor descriptor;

    public Epoll() throws IOException {
        int number = Libc.call(Libc.EPOLL_CREATE, scratch, CLOEXEC);
        descriptor = new Descriptor(Errno.checked(number, "epoll_create1"));
    }

    /** Waits for that of a socket, from now on. From anywhere. */
    public void add(Socket socket, int interest) throws IOException {
        control(ADD, socket.descriptor(), interest);
    }

    /** Waits for something else of a socket, or for nothing (0). */
    public void change(Socket socket, int interest) throws IOException {
        control(CHANGE, socket.descriptor(), interest);
    }

    /** Forgets a socket, which stays open. */
    public void remove(Socket socket) throws IOException {
        control(DELETE, socket.descriptor(), 0);
    }

    void control(int operation, Descriptor of, int interest) throws IOException {
        try (var own = Scratch.forNow();
                var arena = Arena.ofConfined()) {
            var event = arena.allocate(SIZE, Long.BYTES);
            event.set(JAVA_INT, 0, interest);
            event.set(JAVA_INT, DATA, of.number());
            int result =
                    Libc.call(
                            Libc.EPOLL_CTL,
                            own,
                            descriptor.number(),
                            operation,
                            of.number(),
                            event.address());
            Errno.checked(result, "epoll_ctl");
        }
    }

    /**
     * Waits until something happens, for {@code millis} at most.
     *
     * @param millis 0: not at all; -1: for as long as it takes
     * @return of how many {@link #number}, {@link #isReadable} and {@link #isWritable} tell
     */
    public int await(int millis) throws IOException {
        int result = Libc.epollWait(scratch, descriptor.number(), events.address(), MOST, millis);
        return result == Errno.INTERRUPTED ? 0 : Errno.checked(result, "epoll_wait");
    }

    /** The descriptor of the one at {@code place}. */
    public int number(int place) {
        return events.get(JAVA_INT, (long) place * SIZE + DATA);
    }

    public boolean isReadable(int place) {
        return (events(place) & (READABLE | BROKEN)) != 0;
    }

    public boolean isWritable(int place) {
        return (events(place) & (WRITABLE | BROKEN)) != 0;
    }

    private int events(int place) {
        return events.get(JAVA_INT, (long) place * SIZE);
    }

    public void close() {
        descriptor.close();
    }
}
