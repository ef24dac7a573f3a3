package org.ringdown.dtls;

import java.nio.ByteBuffer;

/**
 * Keeps away what bctls would stumble over: records of no version of DTLS, which end the association, and handshake fragments that claim to be
 * part of an enormous message (CVE-2026-59646).
 *
 * <p>bctls before 1.85 allocates what the 24 bits of a fragment's length say, before anything is proved: 16 MB for each 12 bytes, many to a
 * datagram. No message of ours or of a page is longer than a certificate chain.
 *
 * <pre>
 * record (RFC 6347 §4.1):     type, version (2), epoch (2), sequence number (6), length (2), fragments ...
 * fragment (RFC 6347 §4.2.2): type, length of the message (3), its number (2), offset (3), length of the fragment (3), bytes ...
 * </pre>
 */
final class HandshakeGuard {
    static final int LONGEST_MESSAGE = 16 * 1024;

    private static final int HANDSHAKE = 22;
    private static final int DTLS_1_0 = 0xfeff;
    private static final int DTLS_1_2 = 0xfefd;
    private static final int RECORD_HEADER = 13;
    private static final int FRAGMENT_HEADER = 12;

    private HandshakeGuard() {}

    /** Whether what remains of a datagram is whole records of DTLS, and its handshake fragments in the clear are of a sound size. */
    static boolean admits(ByteBuffer datagram) {
        int at = datagram.position();
        while (at < datagram.limit()) {
            if (datagram.limit() - at < RECORD_HEADER) return false;
            int type = Byte.toUnsignedInt(datagram.get(at));
            int version = Short.toUnsignedInt(datagram.getShort(at + 1));
            int epoch = Short.toUnsignedInt(datagram.getShort(at + 3));
            int from = at + RECORD_HEADER;
            int end = from + Short.toUnsignedInt(datagram.getShort(at + 11));
            if (end > datagram.limit() || version != DTLS_1_0 && version != DTLS_1_2) return false;
            if (type == HANDSHAKE && epoch == 0 && !admitsFragments(datagram, from, end))
                return false;
            at = end;
        }
        return true;
    }

    /** The same, of what a handshake record carried under encryption: a page with keys may be hostile too. */
    static boolean admitsFragments(ByteBuffer bytes, int from, int end) {
        int at = from;
        while (at < end) {
            if (end - at < FRAGMENT_HEADER || u24(bytes, at + 1) > LONGEST_MESSAGE) return false;
            at += FRAGMENT_HEADER + u24(bytes, at + 9);
        }
        return at == end;
    }

    private static int u24(ByteBuffer bytes, int at) {
        return Byte.toUnsignedInt(bytes.get(at)) << 16
                | Short.toUnsignedInt(bytes.getShort(at + 1));
    }
}
