package org.ringdown.srtp;

import java.util.Optional;

/** A set of SRTP algorithms, under the name that SDES gives it (RFC 4568 §6.2, RFC 7714 §14.2). */
public enum SrtpProfile {
    /** AES in counter mode, and HMAC-SHA1 cut to 80 bits: the one everybody has (RFC 3711). */
    AES_CM_128_HMAC_SHA1_80(0x0001, 14, 10, 10),
    /** The same, with the tags of RTP, but not those of RTCP, cut to 32 bits: for phones that count bytes (RFC 4568 §6.2.2). */
    AES_CM_128_HMAC_SHA1_32(0x0002, 14, 4, 10),
    /** AES in Galois counter mode, with a tag of 128 bits (RFC 7714). */
    AEAD_AES_128_GCM(0x0007, 12, 16, 16);

    private final int dtlsId;
    private final int saltSize;
    private final int tagSize;
    private final int rtcpTagSize;

    SrtpProfile(int dtlsId, int saltSize, int tagSize, int rtcpTagSize) {
        this.dtlsId = dtlsId;
        this.saltSize = saltSize;
        this.tagSize = tagSize;
        this.rtcpTagSize = rtcpTagSize;
    }

    /** The profile of a number in DTLS's use_srtp (RFC 5764 §4.1.2, RFC 7714 §14.2). */
    public static Optional<SrtpProfile> ofDtls(int id) {
        for (var profile : values()) {
            if (profile.dtlsId == id) {
                return Optional.of(profile);
            }
        }
        return Optional.empty();
    }

    public int dtlsId() {
        return dtlsId;
    }

    /** The size of a master key in bytes. */
    public int keySize() {
        return 16;
    }

    /** The size of a master salt in bytes. */
    public int saltSize() {
        return saltSize;
    }

    /** By how many bytes an RTP packet grows. */
    public int tagSize() {
        return tagSize;
    }

    /** By how many bytes an RTCP packet grows, the four of its index apart. */
    int rtcpTagSize() {
        return rtcpTagSize;
    }
}
