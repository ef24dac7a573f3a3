package org.ringdown.sdp;

import java.util.Optional;
import java.util.Set;
import org.ringdown.sdp.Refusal.Reason;

/** Which transports are spoken with SIP peers: RTP in the clear, with or without early feedback (RFC 3551, RFC 4585). */
final class RtpProtocols {
    static final String PLAIN = "RTP/AVP";
    private static final Set<String> SPOKEN = Set.of(PLAIN, "RTP/AVPF");

    private RtpProtocols() {}

    /** What speaks against a peer's m-line, its codecs apart. */
    static Optional<Reason> objection(MediaSection theirs) {
        if (theirs.media().port() == 0) return Optional.of(Reason.SWITCHED_OFF);
        var protocol = theirs.media().protocol();
        if (!SPOKEN.contains(protocol)) {
            boolean secure = protocol.contains("RTP/SAVP");
            return Optional.of(secure ? Reason.SECURE_TRANSPORT : Reason.UNSUPPORTED_TRANSPORT);
        }
        boolean somewhere = theirs.connection().isPresent();
        return somewhere ? Optional.empty() : Optional.of(Reason.NO_ADDRESS);
    }
}
