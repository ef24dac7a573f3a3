package org.ringdown.stun;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** FINGERPRINT: a checksum that tells STUN from what looks like it, and proves nothing (RFC 8489 §14.7). */
final class Fingerprint {
    static final int SIZE = 4;

    private static final int MASK = 0x5354554e;

    private Fingerprint() {}

    static boolean isRight(ByteBuffer message, StunMessage.Attribute fingerprint) {
        int end = fingerprint.at() + Stun.ATTRIBUTE_HEADER + SIZE;
        return fingerprint.value().remaining() == SIZE
                && end == message.remaining()
                && fingerprint.value().getInt(0) == of(message.slice(0, fingerprint.at()));
    }

    /** The checksum of a message up to its FINGERPRINT, which its length must already count. */
    static int of(ByteBuffer upToHere) {
        var crc = new CRC32();
        crc.update(upToHere);
        return (int) crc.getValue() ^ MASK;
    }
}
