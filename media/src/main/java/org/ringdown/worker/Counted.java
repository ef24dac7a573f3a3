package org.ringdown.worker;

/** What a worker counts: packets of sound, and whatever was not as it should be and was survived. */
public enum Counted {
    /** A packet of sound from a far end. */
    HEARD,
    /** A packet of sound for a far end. */
    SPOKEN,
    /** A packet of sound that was lost and is heard all the same, as a later one said it again. */
    REPAIRED,
    /** Bytes that no protocol of the port begins with, or that could not be read. */
    MALFORMED,
    /** A datagram from an address that nobody proved, or that is not the far end's. */
    FOREIGN_SOURCE,
    /** A check or record for a leg that is not there (any more). */
    NO_SUCH_LEG,
    /** An SRTP or SRTCP packet whose tag is wrong, or that was seen before. */
    NOT_AUTHENTIC,
    /** A packet that came before keys were agreed. */
    NO_KEYS_YET,
    /** A packet whose payload type was not agreed with its sender. */
    NOT_AGREED,
    /** A packet in a codec that its receiver did not agree to. */
    NOT_UNDERSTOOD,
    /** A packet of a source that something newer has replaced. */
    LATE,
    /** A packet for a leg that has no address to send to yet. */
    NOWHERE_TO_SEND,
    /** A DTLS fragment of a message too long to be one. */
    OVERSIZE_HANDSHAKE,
    /** A handshake that was not begun because too many were under way. */
    HANDSHAKE_REFUSED,
    /** A packet that was lost on the way to another worker, which did not keep up. */
    HOP_FULL,
    /** A TCP connection that was closed: one too many, or it did not say whose it is. */
    CONNECTION_REFUSED,
    /** A datagram that the kernel did not take, or a packet that waited too long for a slow connection. */
    NOT_SENT,
    /** An ICMP message that nobody listens at a far end. */
    UNREACHABLE,
    /** A task or handler that threw: a mistake of ours. */
    FAULT;

    /** Whether it should not have been. */
    public boolean isOdd() {
        return this != HEARD && this != SPOKEN && this != REPAIRED;
    }
}
