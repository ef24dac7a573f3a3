package org.ringdown.sdp;

import java.util.List;

/** How the packets of one medium are protected, as was agreed. */
public sealed interface RtpProtection {
    RtpProtection PLAIN = new Plain();

    /** They are not. */
    record Plain() implements RtpProtection {}

    /** SRTP under keys that the descriptions carry: we send under ours, and receive under theirs (RFC 4568 §5.1.4). */
    record Sdes(Crypto ours, Crypto theirs) implements RtpProtection {}

    /**
     * SRTP under keys that a handshake makes (RFC 5763).
     *
     * @param fingerprints one of which the far end's certificate must have; all are SHA-256 or stronger
     * @param active whether we send the ClientHello
     */
    record Dtls(List<Fingerprint> fingerprints, boolean active) implements RtpProtection {
        public Dtls {
            fingerprints = List.copyOf(fingerprints);
        }
    }
}
