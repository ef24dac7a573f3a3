package org.ringdown.ladder;

import static org.ringdown.ladder.Diagnosis.say;

import java.net.InetAddress;
import java.util.Optional;
import java.util.stream.Stream;
import org.ringdown.call.EndReason;

/** The call was answered, and somebody hears nothing. */
final class MediaRules {
    /** Sound that stopped for less is a pause. */
    private static final double LONG_MS = 10_000;

    /** A page that has hung up before says nothing about its network. */
    private static final double SOON_MS = 3_000;

    private MediaRules() {}

    static Optional<Sentence> pageUnreached(Facts facts) {
        if (!facts.answered() || duration(facts) < SOON_MS || facts.ladder().media().isEmpty())
            return Optional.empty();
        return facts.ladder().parties().stream()
                .filter(party -> party.kind().equals("page") && offeredMedia(facts, party))
                .filter(page -> pages(facts).noneMatch(leg -> isMet(leg, page)))
                .findFirst()
                .flatMap(page ->
                        say(
                                page,
                                "never reached our media port (no ICE check came)",
                                "let UDP from browsers to media.webrtc-port through, and see that media.external is the address they reach"));
    }

    private static boolean offeredMedia(Facts facts, LadderParty page) {
        return facts.ladder().steps().stream()
                .anyMatch(step ->
                        step.party().equals(page.id()) && step.label().equals("media.answer"));
    }

    private static boolean isMet(LegMedia leg, LadderParty page) {
        return leg.party().equals(page.id()) && (leg.reached() || leg.unkeyed().isPresent());
    }

    private static double duration(Facts facts) {
        return facts.ladder().steps().stream().mapToDouble(Step::millis).max().orElse(0);
    }

    static Optional<Sentence> dtlsFailed(Facts facts) {
        return facts.ladder().media().stream()
                .filter(leg -> leg.unkeyed().isPresent())
                .findFirst()
                .flatMap(leg ->
                        facts.page(leg)
                                .flatMap(side ->
                                        say(
                                                side,
                                                "could not agree on keys (DTLS): "
                                                        + leg.unkeyed().get(),
                                                "something between may drop large UDP packets, or the certificate is not the one announced")));
    }

    static Optional<Sentence> pageLost(Facts facts) {
        if (!facts.endedBy(EndReason.NETWORK_LOST)) return Optional.empty();
        return facts.ladder().parties().stream()
                .filter(party -> party.kind().equals("page"))
                .findFirst()
                .flatMap(page ->
                        say(
                                page,
                                "went away and did not come back within calls.resume-grace",
                                "raise calls.resume-grace if its network is often away for longer"));
    }

    static Optional<Sentence> soundFromElsewhere(Facts facts) {
        return deaf(facts)
                .filter(peer -> media(facts, peer).foreign().isPresent())
                .findFirst()
                .flatMap(peer ->
                        say(
                                peer.party,
                                "sends sound from "
                                        + media(facts, peer).foreign().get()
                                        + ", but its SDP says "
                                        + where(peer),
                                "have it write the address it sends from into its SDP; another one is not believed"));
    }

    static Optional<Sentence> soundNotAgreed(Facts facts) {
        return deaf(facts)
                .filter(peer -> media(facts, peer).unagreed().isPresent())
                .findFirst()
                .flatMap(peer ->
                        say(
                                peer.party,
                                "sends payload type "
                                        + media(facts, peer).unagreed().get()
                                        + ", which was not agreed ("
                                        + peer.them.map(SdpFacts::listed).orElse("no codec")
                                        + " was)",
                                "have it send what it answered"));
    }

    /** An address in its SDP that only its own network knows. */
    static Optional<Sentence> privateAddress(Facts facts) {
        return deaf(facts)
                .filter(peer -> isHidden(peer))
                .findFirst()
                .flatMap(peer ->
                        say(
                                peer.party,
                                "wrote the private address "
                                        + where(peer)
                                        + " into its SDP, though it signals from "
                                        + peer.host()
                                        + ", and no sound came from it",
                                "give it its public address (NAT settings, STUN), or a media proxy"));
    }

    private static boolean isHidden(SipFacts peer) {
        try {
            var media = InetAddress.ofLiteral(peer.them.map(SdpFacts::address).orElse(""));
            var signalling = InetAddress.ofLiteral(peer.host());
            boolean hidden = media.isSiteLocalAddress() || media.isLoopbackAddress();
            boolean alike = signalling.isSiteLocalAddress() || signalling.isLoopbackAddress();
            return hidden && !alike && !media.equals(signalling);
        } catch (IllegalArgumentException name) {
            return false;
        }
    }

    static Optional<Sentence> oneWaySilence(Facts facts) {
        return deaf(facts)
                .findFirst()
                .flatMap(peer ->
                        say(
                                peer.party,
                                "answered with the address "
                                        + where(peer)
                                        + ", and no sound ever came from there",
                                "see that it sends, and that UDP to our media.rtp-ports at "
                                        + peer.us.map(SdpFacts::address).orElse("our address")
                                        + " is let through"));
    }

    static Optional<Sentence> soundStopped(Facts facts) {
        if (!facts.answered()) return Optional.empty();
        double end = duration(facts);
        return facts.sip().stream()
                .filter(peer -> peer.them.filter(SdpFacts::sends).isPresent())
                .filter(peer ->
                        facts.mediaOf(peer)
                                .filter(leg -> leg.everHeard() && leg.silent())
                                .filter(leg -> end - leg.silentSince() / 1e6 > LONG_MS)
                                .isPresent())
                .findFirst()
                .flatMap(peer ->
                        say(
                                peer.party,
                                "stopped sending sound at "
                                        + Math.round(media(facts, peer).silentSince() / 1e9 - 3)
                                        + " s and never went on",
                                "its network or its NAT may have changed; the ladder shows what was said then"));
    }

    static Optional<Sentence> pageSilent(Facts facts) {
        return pages(facts)
                .filter(leg -> leg.keyed() && !leg.everHeard() && leg.silent())
                .filter(_ -> facts.answered())
                .findFirst()
                .flatMap(leg -> facts.page(leg))
                .flatMap(page ->
                        say(
                                page,
                                "is connected, and sends no sound at all",
                                "see whether its microphone is allowed and not taken by another program"));
    }

    static Optional<Sentence> dtmfNotAgreed(Facts facts) {
        if (!facts.keysPressed()) return Optional.empty();
        return facts.sip().stream()
                .filter(peer -> peer.them.isPresent() && peer.us.isPresent())
                .filter(peer -> !peer.them.get().events() && peer.us.get().events())
                .findFirst()
                .flatMap(peer ->
                        say(
                                peer.party,
                                "did not agree to telephone-event, so the keys that were pressed went as tones in the sound",
                                "allow RFC 4733 (\"RFC 2833\") for it there if it does not hear them"));
    }

    /** The peers that were to send, and were never heard. */
    private static Stream<SipFacts> deaf(Facts facts) {
        if (!facts.answered()) return Stream.empty();
        return facts.sip().stream()
                .filter(peer -> peer.accepted && peer.them.filter(SdpFacts::sends).isPresent())
                .filter(peer ->
                        facts.mediaOf(peer)
                                .filter(leg -> leg.silent() && !leg.everHeard())
                                .isPresent());
    }

    private static LegMedia media(Facts facts, SipFacts peer) {
        return facts.mediaOf(peer).orElseThrow();
    }

    private static String where(SipFacts peer) {
        return peer.them.map(them -> them.address() + ":" + them.port()).orElse("none");
    }

    /** Of pages that the call's sound was with, or should have been. */
    private static Stream<LegMedia> pages(Facts facts) {
        return facts.media(true);
    }
}
