package org.ringdown.ice;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Our one address with one of the far end's, and how far the check between them has come (RFC 8445 §6.1.2.6). */
final class IcePair {
    enum State {
        WAITING,
        IN_PROGRESS,
        SUCCEEDED,
        FAILED
    }

    final InetSocketAddress remote;
    final long remotePriority;
    State state = State.WAITING;

    /** Whether a check has gone through; it stays so while the pair is checked once more. */
    boolean valid;

    /** Whether the check that is out, or the next one, nominates. */
    boolean nominating;

    /** Controlled only: the far end has nominated it before our own check was through. */
    boolean nominated;

    /** The role that the check which is out claims. */
    boolean asController;

    Optional<ByteBuffer> transaction = Optional.empty();
    long repeatAt;
    long wait;
    int sent;

    IcePair(InetSocketAddress remote, long remotePriority) {
        this.remote = remote;
        this.remotePriority = remotePriority;
    }

    /** §6.1.2.3; {@code local} is our candidate's priority. */
    long priority(long local, boolean controlling) {
        long first = controlling ? local : remotePriority;
        long second = controlling ? remotePriority : local;
        return (Math.min(first, second) << 32)
                + 2 * Math.max(first, second)
                + (first > second ? 1 : 0);
    }

    /** A check of it is to begin anew. */
    void renew() {
        state = State.WAITING;
        transaction = Optional.empty();
    }
}
