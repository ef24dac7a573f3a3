package org.ringdown.srtp;

import java.nio.ByteBuffer;

/**
 * What one profile does to one packet, given its index; which indexes are right, and used once, its caller knows.
 *
 * <p>All methods work in place and return the new length. {@code unprotect} returns -1, and leaves the packet as it was, if the
 * tag is wrong. An RTP index has 48 bits, rollover counter and sequence number; an RTCP index has 31.
 */
sealed interface SrtpTransform permits CounterModeTransform, GaloisTransform {
    /** What SRTCP sends in the clear: the header of the first packet, with its SSRC (RFC 3711 §3.4). */
    int RTCP_HEADER = 8;

    /** The bit in front of an RTCP index that says that the packet is encrypted. */
    int ENCRYPTED = 0x8000_0000;

    static SrtpTransform of(SrtpKeys keys, SrtpScratch scratch) {
        var derivation = new KeyDerivation(keys);
        return switch (keys.profile()) {
            case AES_CM_128_HMAC_SHA1_80, AES_CM_128_HMAC_SHA1_32 ->
                    CounterModeTransform.derived(derivation, keys.profile().tagSize(), scratch);
            case AEAD_AES_128_GCM -> GaloisTransform.derived(derivation, scratch);
        };
    }

    int protect(ByteBuffer packet, int offset, int header, int length, int ssrc, long index);

    int unprotect(ByteBuffer packet, int offset, int header, int length, int ssrc, long index);

    int protectRtcp(ByteBuffer packet, int offset, int length, int ssrc, int index);

    int unprotectRtcp(ByteBuffer packet, int offset, int length, int ssrc, int index);

    /** Where the word with the RTCP index lies in a protected packet. */
    int rtcpIndexAt(int length);
}
