package org.ringdown.worker.linux;

import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.util.Map;

/** Why a call failed (errno(3)), negated, as {@link Libc} returns it. The numbers are those of x86-64 and AArch64. */
public final class Errno {
    /** Nothing has come, or there is no room (EAGAIN). */
    public static final int AGAIN = -11;

    /** A far end's host said that nobody listens there (ECONNREFUSED). */
    public static final int REFUSED = -111;

    /** A connection was gone before it was taken (ECONNABORTED). */
    public static final int ABORTED = -103;

    /** A signal came (EINTR). */
    static final int INTERRUPTED = -4;

    static final int TOO_LONG = -90;
    static final int NO_SUCH_FAMILY = -97;
    private static final int NOT_PERMITTED = -1;
    private static final int FORBIDDEN = -13;
    private static final int IN_USE = -98;
    private static final int NOT_OURS = -99;

    private static final Map<Integer, String> WORDS =
            Map.ofEntries(
                    Map.entry(NOT_PERMITTED, "Operation not permitted"),
                    Map.entry(-9, "Bad file descriptor"),
                    Map.entry(-12, "Cannot allocate memory"),
                    Map.entry(FORBIDDEN, "Permission denied"),
                    Map.entry(-22, "Invalid argument"),
                    Map.entry(-23, "Too many open files in system"),
                    Map.entry(-24, "Too many open files"),
                    Map.entry(TOO_LONG, "Message too long"),
                    Map.entry(-38, "Function not implemented"),
                    Map.entry(NO_SUCH_FAMILY, "Address family not supported by protocol"),
                    Map.entry(IN_USE, "Address already in use"),
                    Map.entry(NOT_OURS, "Cannot assign requested address"),
                    Map.entry(-100, "Network is down"),
                    Map.entry(-101, "Network is unreachable"),
                    Map.entry(-105, "No buffer space available"),
                    Map.entry(-113, "No route to host"));

    private Errno() {}

    /** What the C library says of it, of those that happen. */
    public static String words(int failure) {
        return WORDS.getOrDefault(failure, "errno " + -failure);
    }

    /** The result, unless it is a failure. */
    static int checked(int result, String doing) throws IOException {
        if (result < 0) throw exception(result, doing);
        return result;
    }

    /** As the JDK's own sockets have it. */
    public static IOException exception(int failure, String doing) {
        var message = words(failure) + " (" + doing + ")";
        return switch (failure) {
            case IN_USE, NOT_OURS, FORBIDDEN -> new BindException(message);
            default -> new SocketException(message);
        };
    }
}
