package org.ringdown.rtmfp.crypto;

/**
 * What one direction of a session has beside encryption (RFC 7425 §4.6).
 *
 * @param hmac bytes of an HMAC behind each packet; 0 for a checksum within instead
 * @param numbered whether a sequence number in each packet tells repeats
 */
public record Protection(int hmac, boolean numbered) {
    public static final Protection NONE = new Protection(0, false);

    /** Shortest and longest HMAC that may be agreed on. */
    public static final int LEAST_HMAC = 4;

    public static final int MOST_HMAC = 32;
}
