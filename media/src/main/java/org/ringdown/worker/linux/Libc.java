package org.ringdown.worker.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Functions of the C library, by their names in section 2 of the manual. A number is what they return, or, where that is -1, what they say in
 * errno, negated: {@link Errno} knows both.
 *
 * <p>All have one shape, six numbers and a number, as a linker makes one piece of code for each shape, and takes a while. It is sound where all
 * of them travel in registers of 64 bits, of which a function looks at as many and as much as it declares: on x86-64 (System V) and AArch64
 * (AAPCS64), the only machines on which {@link Linux} lets this class be loaded.
 */
final class Libc {
    private static final FunctionDescriptor SHAPE =
            FunctionDescriptor.of(
                    JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

    static final MethodHandle SOCKET = function("socket");
    static final MethodHandle BIND = function("bind");
    static final MethodHandle LISTEN = function("listen");
    static final MethodHandle ACCEPT = function("accept4");
    static final MethodHandle CONNECT = function("connect");
    static final MethodHandle GETSOCKNAME = function("getsockname");
    static final MethodHandle SETSOCKOPT = function("setsockopt");
    static final MethodHandle CLOSE = function("close");
    static final MethodHandle READ = function("read");
    static final MethodHandle EVENTFD = function("eventfd");
    static final MethodHandle EPOLL_CREATE = function("epoll_create1");
    static final MethodHandle EPOLL_CTL = function("epoll_ctl");

    // Called for every packet: constants, so that the compiler sees through them.
    private static final MethodHandle RECVFROM = function("recvfrom");
    private static final MethodHandle SENDTO = function("sendto");
    private static final MethodHandle EPOLL_WAIT = function("epoll_wait");
    private static final MethodHandle WRITE = function("write");

    private Libc() {}

    static int recvfrom(
            Scratch scratch, int fd, long into, long room, int flags, long from, long length) {
        try {
            return scratch.result(
                    (long)
                            RECVFROM.invokeExact(
                                    scratch.errno,
                                    (long) fd,
                                    into,
                                    room,
                                    (long) flags,
                                    from,
                                    length));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int sendto(
            Scratch scratch, int fd, long bytes, long size, int flags, long to, long length) {
        try {
            return scratch.result(
                    (long)
                            SENDTO.invokeExact(
                                    scratch.errno,
                                    (long) fd,
                                    bytes,
                                    size,
                                    (long) flags,
                                    to,
                                    length));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int epollWait(Scratch scratch, int fd, long events, int most, int millis) {
        try {
            return scratch.result(
                    (long)
                            EPOLL_WAIT.invokeExact(
                                    scratch.errno,
                                    (long) fd,
                                    events,
                                    (long) most,
                                    (long) millis,
                                    0L,
                                    0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int write(Scratch scratch, int fd, long bytes, long size) {
        try {
            return scratch.result(
                    (long) WRITE.invokeExact(scratch.errno, (long) fd, bytes, size, 0L, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** Any of the others, with up to five numbers. */
    static int call(MethodHandle function, Scratch scratch, long... numbers) {
        try {
            return scratch.result(
                    (long)
                            function.invokeExact(
                                    scratch.errno,
                                    at(numbers, 0),
                                    at(numbers, 1),
                                    at(numbers, 2),
                                    at(numbers, 3),
                                    at(numbers, 4),
                                    0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private static long at(long[] numbers, int place) {
        return place < numbers.length ? numbers[place] : 0;
    }

    /** Nothing that these functions do throws: then it is a mistake of ours, or of the linker. */
    private static RuntimeException broken(Throwable cause) {
        if (cause instanceof Error error) throw error;
        return cause instanceof RuntimeException runtime
                ? runtime
                : new IllegalStateException(cause);
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(String name) {
        var linker = Linker.nativeLinker();
        MemorySegment address = linker.defaultLookup().findOrThrow(name);
        return linker.downcallHandle(address, SHAPE, Linker.Option.captureCallState("errno"));
    }
}
