package org.ringdown.sip.transaction;

/** Where a transaction stands; each machine uses some of these (RFC 3261 §17, RFC 6026 §7). */
enum State {
    /** INVITE sent, nothing heard. */
    CALLING,
    /** As CALLING, but to be cancelled: the CANCEL has to wait for the first response (RFC 3261 §9.1). */
    ABANDONED,
    /** A request other than INVITE is sent or received, and nothing is answered. */
    TRYING,
    /** Answered provisionally. */
    PROCEEDING,
    /** As PROCEEDING, and a CANCEL is sent or received. */
    CANCELLED,
    /** INVITE answered by 2xx (RFC 6026 §7): at the client more may come, at the server the ACK is owed. */
    ACCEPTED,
    /** INVITE answered by 2xx, and the ACK has come. */
    ACKNOWLEDGED,
    /** Answered finally, by anything but a 2xx to INVITE; waits for repetitions. */
    COMPLETED,
    /** INVITE refused, and the ACK has come. */
    CONFIRMED,
    TERMINATED
}
