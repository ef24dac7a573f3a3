package org.ringdown.sdp;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ringdown.sdp.Refusal.Reason;

/** Which protection the descriptions of a SIP peer and of us come to, or why none. */
final class RtpProtections {
    private static final Set<String> PLAIN = Set.of("RTP/AVP", "RTP/AVPF");
    private static final Set<String> SECURE = Set.of("RTP/SAVP", "RTP/SAVPF");
    private static final Set<String> HANDSHAKE = Set.of("UDP/TLS/RTP/SAVP", "UDP/TLS/RTP/SAVPF");

    sealed interface Outcome {
        record Agreed(RtpProtection protection) implements Outcome {}

        record Objection(Reason reason) implements Outcome {}
    }

    private RtpProtections() {}

    /** Of a peer's offer, given what we bring. */
    static Outcome ofOffer(MediaSection theirs, RtpSecurity ours) {
        var unfit = unfit(theirs);
        if (unfit.isPresent()) return new Outcome.Objection(unfit.get());
        var protocol = theirs.media().protocol();
        var sdes =
                HANDSHAKE.contains(protocol) ? Optional.<RtpProtection>empty() : sdes(theirs, ours);
        if (sdes.isPresent()) return new Outcome.Agreed(sdes.get());
        if (PLAIN.contains(protocol)) return new Outcome.Agreed(RtpProtection.PLAIN);
        if (ours.isNone()) return new Outcome.Objection(Reason.SECURE_TRANSPORT);
        boolean shakesHands = HANDSHAKE.contains(protocol) || !theirs.fingerprints().isEmpty();
        if (!shakesHands) return new Outcome.Objection(Reason.NO_KEYS);
        return dtls(theirs, ours.fingerprint().isPresent());
    }

    /** Of a peer's answer to an offer of ours. */
    static Outcome ofAnswer(MediaSection ours, MediaSection theirs) {
        var unfit = unfit(theirs);
        if (unfit.isPresent()) return new Outcome.Objection(unfit.get());
        var offered = ours.media().protocol();
        if (HANDSHAKE.contains(offered)) return dtls(theirs, true);
        var sdes = taken(ours, theirs);
        if (sdes.isPresent()) return new Outcome.Agreed(sdes.get());
        boolean plain = PLAIN.contains(offered) && PLAIN.contains(theirs.media().protocol());
        if (plain) return new Outcome.Agreed(RtpProtection.PLAIN);
        boolean wanted = !ours.cryptos().isEmpty();
        return new Outcome.Objection(wanted ? Reason.NO_KEYS : Reason.SECURE_TRANSPORT);
    }

    /** What speaks against an m-line whatever it is protected by. */
    private static Optional<Reason> unfit(MediaSection theirs) {
        if (theirs.media().port() == 0) return Optional.of(Reason.SWITCHED_OFF);
        var protocol = theirs.media().protocol();
        boolean spoken =
                PLAIN.contains(protocol)
                        || SECURE.contains(protocol)
                        || HANDSHAKE.contains(protocol);
        if (!spoken) return Optional.of(Reason.UNSUPPORTED_TRANSPORT);
        return theirs.connection().isPresent() ? Optional.empty() : Optional.of(Reason.NO_ADDRESS);
    }

    /** The first of their keys that we can do, for theirs stand in the order they like (RFC 4568 §5.1.2). */
    private static Optional<RtpProtection> sdes(MediaSection theirs, RtpSecurity ours) {
        for (var offered : theirs.cryptos()) {
            for (var own : ours.cryptos()) {
                if (offered.fits(own))
                    return Optional.of(new RtpProtection.Sdes(own.answering(offered), offered));
            }
        }
        return Optional.empty();
    }

    /** The key of ours that an answer names by its tag, with theirs (RFC 4568 §5.1.3). */
    private static Optional<RtpProtection> taken(MediaSection ours, MediaSection theirs) {
        List<Crypto> offered = ours.cryptos();
        for (var answered : theirs.cryptos()) {
            for (var own : offered) {
                if (own.tag() == answered.tag() && answered.fits(own))
                    return Optional.of(new RtpProtection.Sdes(own, answered));
            }
        }
        return Optional.empty();
    }

    /** Theirs the active part where they leave the choice; an absent setup means that it is (RFC 4145 §4.1). */
    private static Outcome dtls(MediaSection theirs, boolean weCan) {
        var strong = theirs.fingerprints().stream().filter(Fingerprint::isStrong).toList();
        if (strong.isEmpty() || !weCan) return new Outcome.Objection(Reason.NO_FINGERPRINT);
        return switch (theirs.setup().orElse(Setup.ACTIVE)) {
            case ACTIVE, ACTPASS -> new Outcome.Agreed(new RtpProtection.Dtls(strong, false));
            case PASSIVE -> new Outcome.Agreed(new RtpProtection.Dtls(strong, true));
            case HOLDCONN -> new Outcome.Objection(Reason.DTLS_ROLE);
        };
    }
}
