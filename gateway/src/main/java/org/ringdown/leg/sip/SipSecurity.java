package org.ringdown.leg.sip;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ringdown.ice.IceAgent;
import org.ringdown.media.IceSettings;
import org.ringdown.media.RtpKeying;
import org.ringdown.sdp.Crypto;
import org.ringdown.sdp.Fingerprint;
import org.ringdown.sdp.IceCandidate;
import org.ringdown.sdp.IceCredentials;
import org.ringdown.sdp.IceEnd;
import org.ringdown.sdp.RtpIce;
import org.ringdown.sdp.RtpProtection;
import org.ringdown.sdp.RtpSecurity;
import org.ringdown.sdp.SessionDescription;
import org.ringdown.srtp.SrtpKeys;
import org.ringdown.srtp.SrtpProfile;

/** The keys and ICE credentials of one SIP leg: they stay the same however often the session is described anew, until ICE is restarted. */
final class SipSecurity {
    private static final int BEST_CANDIDATE = 65535;

    private final String address;
    private final int port;
    private final RandomGenerator random;
    private RtpSecurity ours;
    private Optional<String> theirUfrag = Optional.empty();

    /**
     * @param fingerprint of our certificate: "sha-256 AB:CD:…"
     * @param random beyond prediction
     */
    SipSecurity(String address, int port, String fingerprint, RandomGenerator random) {
        this.address = address;
        this.port = port;
        this.random = random;
        var cryptos = new ArrayList<Crypto>();
        for (var profile : SrtpProfile.values())
            cryptos.add(Crypto.of(cryptos.size() + 1, profile.name(), key(profile, random)));
        var print = fingerprint.split(" ", 2);
        ours =
                new RtpSecurity(
                        Optional.of(new Fingerprint(print[0], print[1])),
                        cryptos,
                        Optional.of(freshIce()));
    }

    private IceEnd freshIce() {
        var made = org.ringdown.ice.IceCredentials.random(random);
        return new IceEnd(
                new IceCredentials(made.ufrag(), made.password()),
                List.of(IceCandidate.hostUdp("1", BEST_CANDIDATE, address, port)),
                true);
    }

    /** Before an offer is answered: one that restarts ICE is answered with other credentials of ours (RFC 8445 §9). */
    void offered(SessionDescription offer) {
        var ufrag = ufrag(offer);
        boolean restart = theirUfrag.isPresent() && ufrag.isPresent() && !theirUfrag.equals(ufrag);
        if (restart)
            ours = new RtpSecurity(ours.fingerprint(), ours.cryptos(), Optional.of(freshIce()));
        theirUfrag = ufrag.or(() -> theirUfrag);
    }

    private static Optional<String> ufrag(SessionDescription offer) {
        return offer.sections().stream()
                .flatMap(section -> section.ice().stream())
                .map(IceCredentials::ufrag)
                .findFirst();
    }

    private static byte[] key(SrtpProfile profile, RandomGenerator random) {
        var bytes = new byte[profile.keySize() + profile.saltSize()];
        random.nextBytes(bytes);
        return bytes;
    }

    /** As our descriptions show it. */
    RtpSecurity ours() {
        return ours;
    }

    static RtpKeying keying(RtpProtection agreed) {
        return switch (agreed) {
            case RtpProtection.Plain() -> RtpKeying.PLAIN;
            case RtpProtection.Sdes(var ours, var theirs) ->
                    new RtpKeying.Sdes(keys(ours), keys(theirs));
            case RtpProtection.Dtls(var fingerprints, var active) ->
                    new RtpKeying.Dtls(
                            fingerprints.stream()
                                    .map(print -> print.algorithm() + " " + print.value())
                                    .toList(),
                            active);
        };
    }

    /**
     * Whoever only answers checks is checked by us, unless we had said that we only answer, too: then it is found where its description says.
     *
     * @param local our side of what was agreed
     */
    Optional<IceSettings> ice(Optional<RtpIce> theirs, SessionDescription local) {
        theirUfrag = theirs.map(far -> far.credentials().ufrag()).or(() -> theirUfrag);
        var us = ours.ice().orElseThrow().credentials();
        return theirs.filter(far -> !far.lite() || !local.iceLite())
                .map(far ->
                        new IceSettings(
                                us.ufrag(),
                                us.password(),
                                far.credentials().ufrag(),
                                far.credentials().password(),
                                far.lite(),
                                candidates(far)));
    }

    /** Names are not looked up here. */
    private static List<IceSettings.Candidate> candidates(RtpIce far) {
        var candidates = new ArrayList<IceSettings.Candidate>();
        for (var candidate : far.candidates()) {
            if (!candidate.isUdp() || candidates.size() == IceAgent.MAX_PAIRS) continue;
            SipSession.literal(candidate.address())
                    .ifPresent(address ->
                            candidates.add(
                                    new IceSettings.Candidate(
                                            new InetSocketAddress(address, candidate.port()),
                                            candidate.priority())));
        }
        return candidates;
    }

    private static SrtpKeys keys(Crypto crypto) {
        var bytes = crypto.key().keyAndSalt().duplicate();
        var keyAndSalt = new byte[bytes.remaining()];
        bytes.get(keyAndSalt);
        return SrtpKeys.ofSdes(SrtpProfile.valueOf(crypto.suite()), keyAndSalt);
    }
}
