package org.ringdown.media;

import java.util.List;
import org.ringdown.srtp.SrtpKeys;

/** How the packets between a SIP leg and its far end are protected. */
public sealed interface RtpKeying {
    RtpKeying PLAIN = new Plain();

    /** They are not. */
    record Plain() implements RtpKeying {}

    /** SRTP under keys that SDP carried: we send under ours and receive under theirs (RFC 4568). Told again unchanged, nothing begins anew. */
    record Sdes(SrtpKeys ours, SrtpKeys theirs) implements RtpKeying {}

    /**
     * SRTP under keys of a handshake (RFC 5763).
     *
     * @param fingerprints "sha-256 AB:CD:…", one of which the far end's certificate must have
     * @param active whether we begin the handshake
     */
    record Dtls(List<String> fingerprints, boolean active) implements RtpKeying {
        public Dtls {
            fingerprints = List.copyOf(fingerprints);
        }
    }
}
