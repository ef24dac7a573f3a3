package org.ringdown.ladder;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ringdown.call.CallRecord;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.ladder.Step.Channel;

/** What a ladder tells about its call: all that the rules of {@link Diagnosis} look at. */
record Facts(Ladder ladder, List<SipFacts> sip, Optional<Ending> ending, boolean answered) {

    static Facts of(Ladder ladder) {
        var sip =
                ladder.parties().stream()
                        .filter(party -> !party.kind().equals("page"))
                        .map(party -> SipFacts.of(party, ladder.steps()))
                        .toList();
        boolean answered =
                ladder.state().equals("talking")
                        || ladder.record().flatMap(CallRecord::answered).isPresent();
        return new Facts(ladder, sip, ladder.record().map(CallRecord::ending), answered);
    }

    /** The peers that we called. */
    Stream<SipFacts> called() {
        return sip.stream().filter(peer -> peer.ours && peer.invites > 0);
    }

    /** The peer that called us, if one did. */
    Optional<SipFacts> caller() {
        return sip.stream().filter(peer -> !peer.ours && peer.invites > 0).findFirst();
    }

    /** Those that refused us, whoever's refusal ended the call first. */
    Stream<SipFacts> refusedUs() {
        int decisive = ending.flatMap(Ending::status).map(Ending.Status::code).orElse(0);
        return answered
                ? Stream.empty()
                : called().filter(peer -> peer.status() > 0)
                        .filter(peer -> peer.status() != 487 || !peer.canceled)
                        .sorted((a, b) ->
                                Boolean.compare(b.status() == decisive, a.status() == decisive));
    }

    /** What was said about its end, where it was by a status; to go on within a sentence. */
    Optional<String> words() {
        return ending.flatMap(Ending::status)
                .map(Ending.Status::reason)
                .map(words -> words.replaceFirst("\\.$", ""));
    }

    boolean endedBy(EndReason reason) {
        return ending.filter(end -> end.reason() == reason).isPresent();
    }

    boolean endedBy(EndReason reason, Ending.By by) {
        return ending.filter(end -> end.reason() == reason && end.by() == by).isPresent();
    }

    Stream<LegMedia> media(boolean pages) {
        return ladder.media().stream().filter(leg -> leg.page() == pages);
    }

    /** The media of a peer; one that is being forked has one. */
    Optional<LegMedia> mediaOf(SipFacts peer) {
        return ladder.media().stream()
                .filter(leg -> leg.party().equals(peer.party.id()))
                .findFirst();
    }

    Optional<LadderParty> page(LegMedia leg) {
        return ladder.party(leg.party());
    }

    boolean keysPressed() {
        return ladder.steps().stream()
                .anyMatch(step ->
                        step.channel() == Channel.PAGE && step.label().startsWith("dtmf, "));
    }

    String dialled() {
        return ladder.placed().map(placed -> placed.dialled()).orElse("");
    }
}
