package org.ringdown.sip.transaction;

/**
 * The timers of RFC 3261 §17 (table 4) and RFC 6026 §7, by their letters.
 *
 * <p>A transaction runs at most two at once: one that repeats a message, and one that ends the waiting. Starting one of either
 * kind replaces the other of its kind.
 */
enum Timer implements Event {
    /** Repeats INVITE: T1, doubling. */
    A(true),
    /** Ends waiting for a response to INVITE, or to its CANCEL: 64 T1. */
    B(false),
    /** Ends a call that only ever rings. The RFC has it for proxies (§16.6 step 11); it keeps a lost call from staying for ever. */
    C(false),
    /** Absorbs repetitions of a refusal of INVITE. */
    D(false),
    /** Repeats other requests: T1, doubling up to T2. */
    E(true),
    /**
     * Ends waiting for a response to other requests: 64 T1. Also at the server, which the RFC lets wait for ever: by then the
     * client has given up, and a late answer only hurts (RFC 4320 §4.2).
     */
    F(false),
    /** Repeats the response to INVITE until its ACK: T1, doubling up to T2. For 2xx that is RFC 3261 §13.3.1.4. */
    G(true),
    /** Ends waiting for the ACK to a refusal: 64 T1. */
    H(false),
    /** Absorbs repetitions of that ACK: T4. */
    I(false),
    /** Absorbs repetitions of other requests: 64 T1. */
    J(false),
    /** Absorbs repetitions of other responses: T4. */
    K(false),
    /** Absorbs repetitions of an INVITE answered by 2xx, and ends waiting for its ACK: 64 T1. */
    L(false),
    /** Takes further 2xx and their repetitions: 64 T1. */
    M(false);

    private final boolean repeats;

    Timer(boolean repeats) {
        this.repeats = repeats;
    }

    /** Whether it sends something again, rather than ending a wait. */
    boolean repeats() {
        return repeats;
    }
}
