package org.ringdown.worker;

import java.util.concurrent.TimeUnit;

/** What loops of all kinds ask of the kernel, and how much of what it has they take at once. */
final class SocketLimits {
    static final int DATAGRAM_BUFFER = 1 << 20;

    /** What waits in the kernel cannot be taken back when it is old: as little as serves. */
    static final int CONNECTION_BUFFER = 16 << 10;

    /** Expedited forwarding (RFC 3246), as RFC 8837 §5 asks for audio. */
    static final int EXPEDITED = 46 << 2;

    static final int BACKLOG = 128;

    /** So that a flood of connections does not keep sound waiting. */
    static final int CONNECTIONS = 8;

    /** After a failure to accept, such as too many open files: it would only fail again at once. */
    static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    /** So that one busy port does not keep the others waiting. */
    private static final int DATAGRAMS = 64;

    /** A port that is ready again after so little rest of its loop has more than its next packet waiting. */
    private static final long AT_ONCE = TimeUnit.MILLISECONDS.toNanos(1);

    private SocketLimits() {}

    /**
     * How many datagrams are taken from a port. Of one that was quiet only the first: it is all there is, nearly always, and to see that would
     * take as long as to read it.
     *
     * @param rest for how many nanoseconds its loop has waited since it was read last. Time at work says nothing: of a loop whose rounds are
     *     long, a port that many share would get one datagram a round, and lose all others
     */
    static int datagrams(long rest) {
        return rest < AT_ONCE ? DATAGRAMS : 1;
    }
}
