package org.ringdown.sdp;

import java.util.List;
import java.util.Optional;

/**
 * What we can bring to protect one medium, and to find its way.
 *
 * @param fingerprint of our certificate, where we can shake hands (RFC 5763)
 * @param cryptos one for each suite that we can do, best first, each with a key of its own (RFC 4568)
 * @param ice where we can answer checks; its candidates are those of RTP
 */
public record RtpSecurity(
        Optional<Fingerprint> fingerprint, List<Crypto> cryptos, Optional<IceEnd> ice) {
    /** Plain RTP and nothing else. */
    public static final RtpSecurity NONE =
            new RtpSecurity(Optional.empty(), List.of(), Optional.empty());

    public RtpSecurity {
        cryptos = List.copyOf(cryptos);
    }

    /** The same where nobody looks for a way. */
    public RtpSecurity withoutIce() {
        return new RtpSecurity(fingerprint, cryptos, Optional.empty());
    }

    boolean isNone() {
        return fingerprint.isEmpty() && cryptos.isEmpty();
    }
}
