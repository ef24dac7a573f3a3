package org.ringdown.worker.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Wakes a thread that waits by {@link Epoll}, through an eventfd(2) which it waits for too. Where the thread is at work, it is not disturbed: it
 * will look whether it was called before it waits.
 *
 * <pre>
 *   AT_WORK ── call ─▶ CALLED          the thread: CALLED, so it does not wait ─▶ AT_WORK
 *   WAITING ── call ─▶ CALLED, write   the thread: woken                       ─▶ AT_WORK
 * </pre>
 *
 * <p>A caller may write long after the thread was woken by something else. So the descriptor is not closed before all are known to have written:
 * each write adds one to the counter that is read then, and before then never.
 */
public final class Waker {
    private static final int AT_WORK = 0;
    private static final int WAITING = 1;
    private static final int CALLED = 2;

    private static final int CLOEXEC = 0x80000;
    private static final int EDGE = 1 << 31;

    private final AtomicInteger state = new AtomicInteger(AT_WORK);
    private final MemorySegment one = Arena.ofAuto().allocate(JAVA_LONG);
    private final Scratch shared = Scratch.forLong();
    private final Descriptor descriptor;
    private long writes;

    /** Told by {@code epoll} once for each write, and so never read. */
    public Waker(Epoll epoll) throws IOException {
        one.set(JAVA_LONG, 0, 1);
        int number = Libc.call(Libc.EVENTFD, shared, 0, CLOEXEC);
        descriptor = new Descriptor(Errno.checked(number, "eventfd"));
        epoll.control(Epoll.ADD, descriptor, Epoll.READABLE | EDGE);
    }

    /** From anywhere, also when it is closed. */
    public void call() {
        if (state.getAndSet(CALLED) != WAITING) return;
        // Why it failed, nobody asks: so all callers may share the memory for that.
        Libc.write(shared, descriptor.number(), one.address(), Long.BYTES);
    }

    /** The thread is about to wait; false when it was called and must not. */
    public boolean mayWait() {
        return state.compareAndSet(AT_WORK, WAITING);
    }

    /** The thread is at work again, after it waited or not. */
    public void atWork(boolean waited) {
        if (state.getAndSet(AT_WORK) == CALLED && waited) writes++;
    }

    /** By the thread, at its end. */
    public void close() {
        try (var scratch = Scratch.forNow();
                var arena = Arena.ofConfined()) {
            var counter = arena.allocate(JAVA_LONG);
            while (writes > 0) {
                int read =
                        Libc.call(
                                Libc.READ,
                                scratch,
                                descriptor.number(),
                                counter.address(),
                                Long.BYTES);
                if (read > 0) writes -= counter.get(JAVA_LONG, 0);
                else if (read != Errno.INTERRUPTED) break;
            }
        }
        descriptor.close();
    }
}
