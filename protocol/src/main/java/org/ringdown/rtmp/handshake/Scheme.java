package org.ringdown.rtmp.handshake;

/** Where in its 1536 bytes a side puts its digest: nowhere, in the second half of them behind its key, or in the first. */
public enum Scheme {
    SIMPLE(0),
    /** Key first: the digest is in the second half. Flash Player's with H.264 over RTMP, and some servers'. */
    DIGEST_SECOND(772),
    /** Digest first: ffmpeg's. */
    DIGEST_FIRST(8);

    private static final int SPREAD =
            728; // how far the four bytes at the beginning of a half may send the digest

    private final int half;

    Scheme(int half) {
        this.half = half;
    }

    /** Where the digest begins: the sum of four bytes says how far behind them. */
    int digestAt(byte[] block) {
        int sum = 0;
        for (int i = half; i < half + 4; i++) sum += Byte.toUnsignedInt(block[i]);
        return sum % SPREAD + half + 4;
    }
}
