package org.ringdown.worker.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;

/** What a call needs beside its arguments: where errno goes, an address, and a number. Of one thread at a time. */
final class Scratch implements AutoCloseable {
    final MemorySegment errno;
    final MemorySegment address;
    private final MemorySegment number;
    private final Arena arena;
    private final boolean owned;

    private Scratch(Arena arena, boolean owned) {
        this.arena = arena;
        this.owned = owned;
        this.errno = arena.allocate(Linker.Option.captureStateLayout());
        this.address = arena.allocate(SocketAddresses.LONGEST, Long.BYTES);
        this.number = arena.allocate(Long.BYTES, Long.BYTES);
    }

    /** For a few calls of the thread that makes it, and closes it. */
    static Scratch forNow() {
        return new Scratch(Arena.ofConfined(), true);
    }

    /** For whoever makes it; the collector frees it. */
    static Scratch forLong() {
        return new Scratch(Arena.ofAuto(), false);
    }

    /** What a function returned; of one that failed, errno negated. Of what an int travels in, the upper half means nothing. */
    int result(long returned) {
        return (int) returned == -1 ? -errno.get(JAVA_INT, 0) : (int) returned;
    }

    /** Where a function finds this number. */
    long number(int value) {
        number.set(JAVA_INT, 0, value);
        return number.address();
    }

    @Override
    public void close() {
        if (owned) arena.close();
    }
}
