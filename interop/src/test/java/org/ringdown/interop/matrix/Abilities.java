package org.ringdown.interop.matrix;

import java.util.Optional;
import org.ringdown.interop.matrix.Combination.Codec;
import org.ringdown.interop.matrix.Combination.Encryption;
import org.ringdown.interop.matrix.Combination.Peer;
import org.ringdown.interop.matrix.Combination.Transport;

/** What the peers lack, each with its reason: the one place where a combination is ruled out. */
final class Abilities {
    private Abilities() {}

    static Optional<String> lack(
            Peer peer, Transport transport, Encryption encryption, Codec codec) {
        return switch (peer) {
            case SIPP ->
                    encryption == Encryption.RTP
                            ? Optional.empty()
                            : Optional.of(
                                    "SIPp sends back the packets that it is sent; it has no DTLS, and its SDES encrypts only what it plays from a file");
            case ASTERISK, KAMAILIO, BARESIP, LINPHONEC -> Optional.empty();
        };
    }
}
