package org.ringdown.ladder;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The table of what goes wrong with calls: from a ladder to one sentence that says which side, what happened, and what to do.
 *
 * <p>Each rule looks at the facts alone. They are tried in order, and the first that fits speaks, so a cause stands before what it causes.
 * docs/troubleshooting.md has each of them with its cure.
 */
public final class Diagnosis {
    /** One row: what it is called, and what it says of a call where it fits. */
    record Rule(String name, Function<Facts, Optional<Sentence>> fits) {}

    static final List<Rule> RULES =
            List.of(
                    // The peer was found, and would not agree.
                    new Rule("srtp-required", RefusalRules::srtpRequired),
                    new Rule("no-common-codec", RefusalRules::noCommonCodec),
                    new Rule("offer-refused", RefusalRules::offerRefused),
                    new Rule("wrong-password", RefusalRules::wrongPassword),
                    new Rule("password-wanted", RefusalRules::passwordWanted),
                    new Rule("peer-forbids", RefusalRules::peerForbids),
                    new Rule("number-unknown", RefusalRules::numberUnknown),
                    new Rule("peer-timeout", RefusalRules::peerTimeout),
                    new Rule("peer-unavailable", RefusalRules::peerUnavailable),
                    new Rule("peer-busy", RefusalRules::peerBusy),
                    new Rule("peer-declined", RefusalRules::peerDeclined),
                    new Rule("peer-failed", RefusalRules::peerFailed),
                    new Rule("peer-refused", RefusalRules::peerRefused),
                    // The peer was not reached.
                    new Rule("name-unknown", ReachRules::nameUnknown),
                    new Rule("no-tls", ReachRules::noTls),
                    new Rule("no-connection", ReachRules::noConnection),
                    new Rule("peer-silent", ReachRules::peerSilent),
                    new Rule("no-way", ReachRules::noWay),
                    // We refused.
                    new Rule("caller-unproved", ReachRules::callerUnproved),
                    new Rule("caller-refused", ReachRules::callerRefused),
                    // It was answered, and came to nothing.
                    new Rule("ack-missing", ReachRules::ackMissing),
                    new Rule("session-expired", ReachRules::sessionExpired),
                    new Rule("page-unreached", MediaRules::pageUnreached),
                    new Rule("dtls-failed", MediaRules::dtlsFailed),
                    new Rule("stream-lost", ReachRules::streamLost),
                    new Rule("page-lost", MediaRules::pageLost),
                    new Rule("sound-from-elsewhere", MediaRules::soundFromElsewhere),
                    new Rule("sound-not-agreed", MediaRules::soundNotAgreed),
                    new Rule("private-address", MediaRules::privateAddress),
                    new Rule("one-way-silence", MediaRules::oneWaySilence),
                    new Rule("sound-stopped", MediaRules::soundStopped),
                    new Rule("page-silent", MediaRules::pageSilent),
                    new Rule("dtmf-not-agreed", MediaRules::dtmfNotAgreed),
                    // Nobody did anything wrong.
                    new Rule("limit-reached", ReachRules::limitReached),
                    new Rule("stopped", ReachRules::stopped),
                    new Rule("nobody-answered", ReachRules::nobodyAnswered),
                    new Rule("nobody-there", ReachRules::nobodyThere));

    private Diagnosis() {}

    /** The names of all rules, in the order in which they are tried. */
    public static List<String> rules() {
        return RULES.stream().map(Rule::name).toList();
    }

    /** What is wrong with a call; empty where nothing is. */
    public static Optional<Sentence> of(Ladder ladder) {
        var facts = Facts.of(ladder);
        for (var rule : RULES) {
            var sentence = rule.fits.apply(facts);
            if (sentence.isPresent()) return sentence.map(said -> named(rule, said));
        }
        return Optional.empty();
    }

    private static Sentence named(Rule rule, Sentence said) {
        return new Sentence(rule.name, said.side(), said.happened(), said.cure());
    }

    /** A sentence whose rule is named by the table. */
    static Optional<Sentence> say(LadderParty side, String happened, String cure) {
        return Optional.of(new Sentence("", side.name(), who(side) + " " + happened, cure));
    }

    static Optional<Sentence> say(String side, String happened, String cure) {
        return Optional.of(new Sentence("", side, happened, cure));
    }

    /** "pbx" of what the operator has named, "bob (udp 192.0.2.7:5060)" of anybody else. */
    static String who(LadderParty party) {
        return switch (party.kind()) {
            case "trunk" -> party.name();
            case "page" -> party.name() + "'s page";
            default -> {
                String address = party.address();
                boolean nameless = address.endsWith(" " + party.name());
                yield nameless ? address : party.name() + " (" + address + ")";
            }
        };
    }
}
