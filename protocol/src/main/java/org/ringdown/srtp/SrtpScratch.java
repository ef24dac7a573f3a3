package org.ringdown.srtp;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The working memory of one thread, lent to all its senders and receivers, so that it stays in the processor's cache.
 *
 * <p>A packet is worked on in {@code packet}, from byte {@code START} on; in front of it there is room for one block of a hash.
 */
public final class SrtpScratch {
    /** The longest packet that is protected or unprotected, tag included. */
    public static final int MAX_PACKET = 2048;

    static final int START = 64;

    final byte[] packet;
    final byte[] counters;
    final byte[] output;
    final byte[] hash = new byte[START + 20];
    final MessageDigest sha1;

    public SrtpScratch() {
        this(MAX_PACKET);
    }

    SrtpScratch(int maxPacket) {
        packet = new byte[START + maxPacket + 4];
        counters = new byte[maxPacket];
        output = new byte[maxPacket];
        try {
            sha1 = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-1", e);
        }
    }

    void load(ByteBuffer from, int offset, int length) {
        from.get(offset, packet, START, length);
    }
}
