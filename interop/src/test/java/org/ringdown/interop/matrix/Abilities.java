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
                                    "SIPp sends back the packets that it is sent, without a key of its own; it has no DTLS");
            case LINPHONEC ->
                    encryption == Encryption.RTP || transport != Transport.TLS
                            ? Optional.empty()
                            : Optional.of(
                                    "linphonec does not listen for TLS, and as a registered phone it is offered plain sound, which it refuses then");
            case ASTERISK, KAMAILIO, BARESIP -> Optional.empty();
        };
    }

    /** Why a hold is not tried; empty where it is. */
    static Optional<String> lackOfHold(Peer peer) {
        return lackOfTransfer(peer);
    }

    /** Why a transfer is not tried; empty where it is. */
    static Optional<String> lackOfTransfer(Peer peer) {
        return peer == Peer.SIPP
                ? Optional.of("the scenario of SIPp knows no re-INVITE")
                : Optional.empty();
    }
}
