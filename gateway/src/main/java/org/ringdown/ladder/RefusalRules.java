package org.ringdown.ladder;

import static org.ringdown.ladder.Diagnosis.say;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.ringdown.call.EndReason;

/** A peer answered our INVITE, and there is no call: what it said, and what it will have meant. */
final class RefusalRules {
    /** What we can carry toward SIP, as people write it. */
    private static final List<String> SPOKEN = List.of("Opus", "G.722", "PCMA", "PCMU");

    private RefusalRules() {}

    /** Its own description says SRTP, or it refused our plain one in words that say so. */
    static Optional<Sentence> srtpRequired(Facts facts) {
        if (facts.answered()) return Optional.empty();
        var calls = facts.caller().filter(peer -> peer.status() == 488 || peer.status() == 606);
        var offered = calls.filter(peer -> peer.them.filter(SdpFacts::encrypted).isPresent());
        if (offered.isPresent())
            return say(
                    offered.get().party,
                    "offered encrypted sound (SRTP) only, which we did not accept",
                    "allow plain RTP there, or SRTP for it here");
        return facts.refusedUs()
                .filter(peer -> peer.us.filter(us -> !us.encrypted()).isPresent())
                .filter(RefusalRules::wantsSrtp)
                .findFirst()
                .flatMap(peer ->
                        say(
                                peer.party,
                                "refused our plain RTP and asks for encrypted sound: "
                                        + peer.refusedWith(),
                                "allow plain RTP there, or SRTP for it here"));
    }

    private static boolean wantsSrtp(SipFacts peer) {
        if (peer.status() != 488 && peer.status() != 606 && peer.status() != 403) return false;
        String words = peer.refusedWith().toLowerCase(Locale.ROOT);
        return words.contains("srtp") || words.contains("savp") || words.contains("encrypt");
    }

    /** They named codecs, and none of them is one that the other side has. */
    static Optional<Sentence> noCommonCodec(Facts facts) {
        if (!facts.endedBy(EndReason.CODEC_MISMATCH) && !facts.ladder().state().equals("refused"))
            return Optional.empty();
        var answered = facts.called().filter(peer -> peer.accepted && peer.them.isPresent());
        var peer = answered.findFirst();
        if (peer.isPresent()) return mismatch(peer.get(), "answered with");
        return facts.caller()
                .filter(calling -> calling.status() == 488 && calling.them.isPresent())
                .flatMap(calling -> mismatch(calling, "offered"));
    }

    private static Optional<Sentence> mismatch(SipFacts peer, String did) {
        var theirs = peer.them.orElseThrow();
        var wanted =
                peer.us
                        .map(SdpFacts::codecs)
                        .filter(codecs -> !codecs.isEmpty())
                        .orElse(SPOKEN.subList(1, SPOKEN.size()));
        var known = theirs.codecs().stream().filter(SPOKEN::contains).findFirst();
        String allow = "allow " + best(wanted) + " there";
        String cure =
                known.isPresent() && peer.isTrunk()
                        ? "add " + known.get() + " to trunk " + peer.party.name() + " or " + allow
                        : allow;
        String have = peer.us.isPresent() ? ", and was offered " + String.join(", ", wanted) : "";
        return say(
                peer.party,
                did + " " + theirs.listed() + " only" + (peer.isTrunk() ? "" : have),
                known.isPresent() ? cure : "Ringdown does not speak that: " + cure);
    }

    /** The one that nearly every peer can do. */
    private static String best(List<String> wanted) {
        return List.of("PCMA", "PCMU").stream()
                .filter(wanted::contains)
                .findFirst()
                .orElse(wanted.isEmpty() ? "PCMA" : wanted.getFirst());
    }

    /** They did not say what they can do instead. */
    static Optional<Sentence> offerRefused(Facts facts) {
        return refused(facts, 415, 488, 606)
                .flatMap(peer ->
                        say(
                                peer.party,
                                "refused what we offered ("
                                        + peer.us.map(SdpFacts::listed).orElse("no codec")
                                        + ") with "
                                        + peer.refusedWith(),
                                "allow one of these codecs there, or name its codecs for it here"));
    }

    static Optional<Sentence> wrongPassword(Facts facts) {
        return refused(facts, 401, 407)
                .filter(peer -> peer.proved)
                .flatMap(peer ->
                        say(
                                peer.party,
                                "did not accept our user name and password ("
                                        + peer.refusedWith()
                                        + ", twice)",
                                "check username and password of " + account(peer)));
    }

    private static String account(SipFacts peer) {
        return peer.isTrunk() ? "trunk " + peer.party.name() : "the account there";
    }

    static Optional<Sentence> passwordWanted(Facts facts) {
        return refused(facts, 401, 407)
                .flatMap(peer ->
                        say(
                                peer.party,
                                "asks for a password (" + peer.refusedWith() + "), and has none",
                                peer.isTrunk()
                                        ? "set username and password of trunk " + peer.party.name()
                                        : "call it through a trunk that has its user name and password"));
    }

    static Optional<Sentence> peerForbids(Facts facts) {
        return when(
                facts,
                "allow our address or our caller there; the number may need other rights",
                403);
    }

    static Optional<Sentence> numberUnknown(Facts facts) {
        return refused(facts, 404, 484, 485, 604, 410)
                .flatMap(peer ->
                        say(
                                peer.party,
                                "does not know "
                                        + facts.dialled()
                                        + " ("
                                        + peer.refusedWith()
                                        + ")",
                                "check the number, and in which form it wants numbers"));
    }

    static Optional<Sentence> peerTimeout(Facts facts) {
        return when(facts, "it was reached, and found nobody: look at what is behind it", 408, 504);
    }

    static Optional<Sentence> peerUnavailable(Facts facts) {
        return when(facts, "see whether the phone is registered there", 480);
    }

    static Optional<Sentence> peerBusy(Facts facts) {
        return plain(facts, peer -> "is busy (" + peer.refusedWith() + ")", 486, 600);
    }

    static Optional<Sentence> peerDeclined(Facts facts) {
        return plain(facts, peer -> "declined the call (" + peer.refusedWith() + ")", 603);
    }

    static Optional<Sentence> peerFailed(Facts facts) {
        return facts.refusedUs()
                .filter(peer -> peer.status() >= 500 && peer.status() < 600)
                .findFirst()
                .flatMap(peer ->
                        say(
                                peer.party,
                                "failed with " + peer.refusedWith(),
                                "its own log has the reason; the ladder has what we sent"));
    }

    /** Any other status. */
    static Optional<Sentence> peerRefused(Facts facts) {
        return facts.refusedUs()
                .findFirst()
                .flatMap(peer ->
                        say(
                                peer.party,
                                "refused with " + peer.refusedWith(),
                                "see what that means there; the ladder has what we sent"));
    }

    private static Optional<Sentence> when(Facts facts, String cure, int... statuses) {
        return refused(facts, statuses)
                .flatMap(peer -> say(peer.party, "refused with " + peer.refusedWith(), cure));
    }

    private static Optional<Sentence> plain(
            Facts facts, Function<SipFacts, String> happened, int... statuses) {
        return refused(facts, statuses).flatMap(peer -> say(peer.party, happened.apply(peer), ""));
    }

    /** The peer whose refusal counts, where it has one of these statuses. */
    private static Optional<SipFacts> refused(Facts facts, int... statuses) {
        return facts.refusedUs()
                .findFirst()
                .filter(peer ->
                        java.util.Arrays.stream(statuses)
                                .anyMatch(status -> status == peer.status()));
    }
}
