package org.ringdown.ladder;

import static org.ringdown.ladder.Diagnosis.say;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.call.Ending.By;

/** A peer was not reached, or we would not have it, or the call ended by a clock. */
final class ReachRules {
    private static final String US = "ringdown";

    private ReachRules() {}

    static Optional<Sentence> nameUnknown(Facts facts) {
        return unreached(facts, "the name ")
                .flatMap(why ->
                        say(US, why, "check its spelling, and that this machine's DNS knows it"));
    }

    /** The handshake failed: most often the certificate is for another name, or its authority is not trusted. */
    static Optional<Sentence> noTls(Facts facts) {
        return unreached(facts, "no TLS ", "no WSS ")
                .flatMap(why ->
                        say(
                                US,
                                why + " could be made",
                                "see that it speaks TLS there, with a certificate for that name of an authority trusted here (sip.tls); the log has the reason"));
    }

    /** Nobody listens, or the stream broke before an answer. */
    static Optional<Sentence> noConnection(Facts facts) {
        var none = unreached(facts, "no TCP ", "no WS ");
        if (none.isPresent())
            return say(
                    US,
                    none.get() + " could be made",
                    "see that it listens there for that transport, and that no firewall is between");
        return facts.called()
                .filter(peer -> hasNoWay(facts) && !peer.answeredAtAll)
                .findFirst()
                .flatMap(peer ->
                        say(
                                peer.party,
                                "dropped the connection before it answered",
                                "see in its log why; the ladder has what we sent"));
    }

    private static Optional<String> unreached(Facts facts, String... beginnings) {
        if (facts.called().findAny().isPresent()) return Optional.empty();
        return facts.ladder().steps().stream()
                .filter(step -> step.channel() == Step.Channel.CALL)
                .map(Step::label)
                .filter(label -> Arrays.stream(beginnings).anyMatch(label::startsWith))
                .findFirst();
    }

    private static boolean hasNoWay(Facts facts) {
        return facts.ending()
                .flatMap(Ending::status)
                .filter(status -> status.code() == 503)
                .isPresent();
    }

    /** Neither a response nor an ICMP message: typical of a firewall, or of a wrong address. */
    static Optional<Sentence> peerSilent(Facts facts) {
        if (facts.answered() || facts.ending().isEmpty()) return Optional.empty();
        return facts.called()
                .filter(peer -> !peer.answeredAtAll && (peer.invites > 1 || isLate(facts, peer)))
                .findFirst()
                .flatMap(peer ->
                        say(
                                peer.party,
                                "never answered our INVITE ("
                                        + peer.party.address()
                                        + ", sent "
                                        + times(peer.invites)
                                        + ")",
                                "check address and port, and that its firewall lets us in"));
    }

    private static boolean isLate(Facts facts, SipFacts peer) {
        return !facts.endedBy(EndReason.CANCELED);
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }

    static Optional<Sentence> noWay(Facts facts) {
        if (facts.called().findAny().isPresent()) return Optional.empty();
        return facts.ending()
                .flatMap(Ending::status)
                .filter(status -> status.code() == 503)
                .flatMap(status ->
                        say(
                                US,
                                "no way leads to " + facts.dialled() + ": " + status.reason(),
                                "check host, port and transport of the address"));
    }

    /** We asked for a password, and never got a good one. */
    static Optional<Sentence> callerUnproved(Facts facts) {
        return facts.caller()
                .filter(peer -> peer.status() == 401 || peer.status() == 407)
                .flatMap(peer ->
                        say(
                                peer.party,
                                peer.proved
                                        ? "showed a wrong user name or password"
                                        : "was asked for a password and showed none",
                                "check the account in the phone: its user, its password, its realm"));
    }

    /** What we refused for a reason of our own, before or instead of ringing anybody. */
    static Optional<Sentence> callerRefused(Facts facts) {
        if (!facts.ladder().state().equals("refused")) return Optional.empty();
        return facts.caller()
                .filter(peer -> peer.status() >= 300)
                .flatMap(peer ->
                        say(peer.party, "was refused with " + peer.refusedWith(), cure(peer)));
    }

    private static String cure(SipFacts peer) {
        return switch (peer.status()) {
            case 403 -> "allow it: a user's password, a trunk's address, or a route";
            case 404, 484 -> "write a route for the number it called";
            case 488 -> "let it offer Opus, G.722, PCMA or PCMU in plain RTP";
            case 503 -> "the node is at its limits";
            default -> "see what is wrong with its INVITE in the ladder";
        };
    }

    /** Our 200 was repeated and repeated. */
    static Optional<Sentence> ackMissing(Facts facts) {
        return facts.caller()
                .filter(peer -> peer.accepted && !peer.acknowledged && peer.acceptances > 1)
                .filter(_ -> facts.ending().isPresent())
                .flatMap(peer ->
                        say(
                                peer.party,
                                "never acknowledged our answer (200 sent "
                                        + times(peer.acceptances)
                                        + ", no ACK)",
                                "it cannot reach the address in our Contact: set sip.external to one that it can"));
    }

    static Optional<Sentence> sessionExpired(Facts facts) {
        var expired =
                facts.sip().stream()
                        .filter(peer ->
                                peer.byeReason
                                        .map(reason -> reason.toLowerCase(Locale.ROOT))
                                        .filter(reason ->
                                                reason.contains("session")
                                                                && reason.contains("expire")
                                                        || reason.contains("session timer"))
                                        .isPresent())
                        .findFirst();
        return expired.flatMap(peer ->
                say(
                        peer.party,
                        peer.byeTheirs
                                ? "ended the call because its session was not refreshed in time"
                                : "did not refresh the session in time, so that it was ended",
                        "look for re-INVITEs or UPDATEs that were not answered; something between may drop them"));
    }

    static Optional<Sentence> limitReached(Facts facts) {
        if (!facts.endedBy(EndReason.LIMIT_REACHED, By.SYSTEM)) return Optional.empty();
        return facts.words()
                .map(words -> say(US, "ended the call: " + words, "raise that limit (limits:)"))
                .orElseGet(() ->
                        say(
                                US,
                                "ended the call: it reached calls.max-duration",
                                "raise calls.max-duration, or its button's max-minutes"));
    }

    /** A call that a live stream had placed. */
    static Optional<Sentence> streamLost(Facts facts) {
        if (!facts.endedBy(EndReason.NETWORK_LOST, By.SYSTEM)) return Optional.empty();
        return facts.words()
                .flatMap(words ->
                        say(
                                US,
                                "ended the call: " + words,
                                "look after its encoder and its server, or raise streams.patience"));
    }

    static Optional<Sentence> stopped(Facts facts) {
        if (!facts.endedBy(EndReason.FORBIDDEN, By.SYSTEM)) return Optional.empty();
        return facts.words()
                .flatMap(words -> say(US, "ended the call: " + words, "DELETE it at /v1/stops"));
    }

    static Optional<Sentence> nobodyAnswered(Facts facts) {
        return facts.endedBy(EndReason.NO_ANSWER, By.SYSTEM) && !facts.answered()
                ? say(
                        US,
                        "nobody answered " + facts.dialled() + " in time",
                        "raise calls.ring-timeout if it should ring longer")
                : Optional.empty();
    }

    static Optional<Sentence> nobodyThere(Facts facts) {
        boolean nobody =
                facts.endedBy(EndReason.UNAVAILABLE)
                        && facts.called().findAny().isEmpty()
                        && !facts.answered();
        return nobody
                ? say(
                        US,
                        facts.dialled() + " has no page that takes calls and no registered phone",
                        "")
                : Optional.empty();
    }
}
