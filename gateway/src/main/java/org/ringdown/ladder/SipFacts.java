package org.ringdown.ladder;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.ringdown.ladder.Step.Channel;
import org.ringdown.ladder.Step.Way;
import org.ringdown.sip.Methods;
import org.ringdown.sip.SipMessage;
import org.ringdown.sip.SipParser;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.wire.MalformedException;

/** What the messages of one SIP dialog say, read once. */
final class SipFacts {
    final LadderParty party;

    /** Whether we called, rather than were called. */
    boolean ours;

    /** How often the first INVITE went or came, repeats included. */
    int invites;

    long invitesLast;

    /** Whether any response to it came (to ours) or went (to theirs). */
    boolean answeredAtAll;

    boolean accepted;
    int acceptances;
    boolean acknowledged;

    /** The status that ended the INVITE, where it was refused. */
    Optional<SipResponse> refusal = Optional.empty();

    /** Whether an INVITE went with proof of a password. */
    boolean proved;

    Optional<SdpFacts> us = Optional.empty();
    Optional<SdpFacts> them = Optional.empty();

    /** Whether their latest description is an answer to ours, rather than an offer. */
    boolean theyAnswered;

    Optional<String> byeReason = Optional.empty();
    boolean byeTheirs;
    boolean canceled;

    private SipFacts(LadderParty party) {
        this.party = party;
    }

    static SipFacts of(LadderParty party, List<Step> steps) {
        var facts = new SipFacts(party);
        for (var step : steps) {
            if (step.channel() == Channel.SIP && step.party().equals(party.id())) facts.take(step);
        }
        return facts;
    }

    private void take(Step step) {
        try {
            var bytes = step.text().getBytes(StandardCharsets.UTF_8);
            if (bytes.length > 0) take(SipParser.parse(ByteBuffer.wrap(bytes)), step);
        } catch (MalformedException | IllegalStateException unreadable) {
            // Nonsense is in the ladder as it came; there is nothing to learn from it.
        }
    }

    private void take(SipMessage message, Step step) {
        switch (message) {
            case SipRequest request -> take(request, step);
            case SipResponse response -> take(response, step);
        }
    }

    private void take(SipRequest request, Step step) {
        boolean sent = step.way() == Way.OUT;
        switch (request.method()) {
            case Methods.INVITE -> {
                if (request.headers().to().tag().isEmpty()) {
                    ours = sent;
                    invites += step.times();
                    invitesLast = step.lastOffset();
                    refusal = Optional.empty();
                    proved |=
                            request.headers().has("Authorization")
                                    || request.headers().has("Proxy-Authorization");
                }
                describe(request, sent, false);
            }
            case Methods.ACK -> {
                if (accepted) acknowledged = true;
                describe(request, sent, true);
            }
            case Methods.BYE -> {
                byeTheirs = !sent;
                byeReason = request.headers().first("Reason");
            }
            case Methods.CANCEL -> canceled = true;
            default -> describe(request, sent, false);
        }
    }

    private void take(SipResponse response, Step step) {
        boolean sent = step.way() == Way.OUT;
        if (response.headers().cseq().method().equals(Methods.INVITE) && sent != ours) {
            answeredAtAll = true;
            if (response.isSuccess()) {
                accepted = true;
                acceptances = Math.max(acceptances, step.times());
            } else if (response.isFinal() && !accepted) {
                refusal = Optional.of(response);
            }
        }
        describe(response, sent, sent != ours);
    }

    private void describe(SipMessage message, boolean sent, boolean answer) {
        if (message.body().isEmpty()) return;
        var described = SdpFacts.of(message.body().text());
        if (described.isEmpty()) return;
        if (sent) {
            us = described;
        } else {
            them = described;
            theyAnswered = answer;
        }
    }

    int status() {
        return refusal.map(SipResponse::status).orElse(0);
    }

    /** "486 Busy Here", and what the peer's Warning says. */
    String refusedWith() {
        return refusal.map(response ->
                        response.status()
                                + " "
                                + response.reason()
                                + response.headers()
                                        .first("Warning")
                                        .map(text -> " (" + text + ")")
                                        .orElse(""))
                .orElse("");
    }

    /** The host that its messages come from. */
    String host() {
        String address = party.address().substring(party.address().indexOf(' ') + 1);
        int colon = address.lastIndexOf(':');
        return (colon < 0 ? address : address.substring(0, colon)).replaceAll("[\\[\\]]", "");
    }

    /** "pbx", or "bob (udp 192.0.2.7:5060)". */
    String who() {
        return Diagnosis.who(party);
    }

    /** Where to allow something: "there", or by the name of the trunk. */
    boolean isTrunk() {
        return party.kind().equals("trunk");
    }
}
