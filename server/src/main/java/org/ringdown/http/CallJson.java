package org.ringdown.http;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ringdown.call.CallPlaced;
import org.ringdown.call.CallRecord;
import org.ringdown.call.Party;
import org.ringdown.ladder.Ladder;
import org.ringdown.ladder.LadderParty;
import org.ringdown.ladder.LegMedia;
import org.ringdown.ladder.Sentence;
import org.ringdown.ladder.Step;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Calls as JSON; call.schema.json describes the record. */
final class CallJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private CallJson() {}

    /** A page of the list; {@code next} is there when more may follow. */
    static ObjectNode list(List<Ladder> calls, int limit) {
        var out = JSON.objectNode();
        var records = out.putArray("calls");
        calls.forEach(call -> records.add(record(call)));
        if (calls.size() == limit) {
            out.put(
                    "next",
                    CallsEndpoint.CALLS + "?limit=" + limit + "&before=" + calls.getLast().id());
        }
        return out;
    }

    static ObjectNode record(Ladder call) {
        var out = JSON.objectNode();
        out.put("id", call.id());
        out.put("state", call.state());
        call.placed().ifPresent(placed -> out.put("dialled", placed.dialled()));
        out.set("sides", sides(call));
        out.set("times", times(call));
        call.record().ifPresent(ended -> ending(out, ended));
        var media = out.putArray("media");
        call.media().forEach(leg -> media.add(media(call, leg)));
        call.sentence().ifPresent(said -> out.set("diagnosis", diagnosis(said)));
        return out;
    }

    private static void ending(ObjectNode out, CallRecord ended) {
        out.put("reason", ended.ending().reason().word());
        out.put("by", ended.ending().by().name().toLowerCase(Locale.ROOT));
        ended.ending()
                .status()
                .ifPresent(status ->
                        out.putObject("sip")
                                .put("code", status.code())
                                .put("reason", status.reason()));
        ended.ending().q850().ifPresent(cause -> out.put("q850", cause));
    }

    private static ObjectNode sides(Ladder call) {
        var sides = JSON.objectNode();
        call.placed()
                .ifPresent(
                        placed -> sides.set("caller", side(placed.caller(), placed.callerKind())));
        call.record()
                .ifPresent(ended ->
                        ended.callee()
                                .ifPresent(callee ->
                                        sides.set(
                                                "callee",
                                                side(callee, ended.calleeKind().orElse("")))));
        return sides;
    }

    private static ObjectNode side(Party party, String kind) {
        var out = JSON.objectNode().put("uri", party.uri()).put("kind", kind);
        party.number().ifPresent(number -> out.put("number", number));
        party.name().ifPresent(name -> out.put("name", name));
        return out;
    }

    private static ObjectNode times(Ladder call) {
        var times = JSON.objectNode();
        times.put("begun", text(call.begun()));
        call.placed().map(CallPlaced::placed).ifPresent(at -> times.put("placed", text(at)));
        Optional<Instant> answered = call.record().flatMap(CallRecord::answered);
        answered.ifPresent(at -> times.put("answered", text(at)));
        call.record()
                .ifPresent(ended -> {
                    times.put("ended", text(ended.ended()));
                    long talked =
                            answered.map(at -> Duration.between(at, ended.ended()).toMillis())
                                    .orElse(0L);
                    times.put("talkedMs", talked);
                });
        return times;
    }

    private static ObjectNode media(Ladder call, LegMedia leg) {
        var out = JSON.objectNode();
        var party = call.parties().stream().filter(one -> one.id().equals(leg.party())).findFirst();
        party.ifPresent(of -> out.put("of", of.name()).put("side", sideOf(of)));
        out.put("kind", leg.page() ? "page" : "sip");
        leg.codec().ifPresent(codec -> out.put("codec", codec));
        leg.from().ifPresent(from -> out.put("from", from));
        leg.to().ifPresent(to -> out.put("to", to));
        out.put("everHeard", leg.everHeard());
        out.put("silent", leg.silent());
        if (leg.closed()) {
            out.put("packetsHeard", leg.heard());
            out.put("packetsSent", leg.spoken());
            out.put("packetsMissing", leg.missing());
        }
        return out;
    }

    private static ObjectNode diagnosis(Sentence said) {
        var out =
                JSON.objectNode()
                        .put("rule", said.rule())
                        .put("side", said.side())
                        .put("text", said.toString())
                        .put("happened", said.happened());
        if (!said.cure().isEmpty()) out.put("cure", said.cure());
        return out;
    }

    /** The record with every step. */
    static ObjectNode ladder(Ladder call) {
        var out = record(call);
        var parties = out.putArray("parties");
        call.parties().forEach(party -> parties.add(party(party)));
        var steps = out.putArray("steps");
        call.steps().forEach(step -> steps.add(step(step)));
        out.put("leftOut", call.leftOut());
        return out;
    }

    private static ObjectNode party(LadderParty party) {
        return JSON.objectNode()
                .put("id", party.id())
                .put("name", party.name())
                .put("address", party.address())
                .put("kind", party.kind())
                .put("side", sideOf(party));
    }

    private static String sideOf(LadderParty party) {
        return party.caller() ? "caller" : "callee";
    }

    private static ObjectNode step(Step step) {
        var out = JSON.objectNode();
        out.put("ms", step.millis());
        out.put("channel", step.channel().name().toLowerCase(Locale.ROOT));
        out.put("way", step.way().name().toLowerCase(Locale.ROOT));
        if (!step.party().isEmpty()) out.put("party", step.party());
        out.put("label", step.label());
        if (step.times() > 1) out.put("times", step.times()).put("lastMs", step.lastOffset() / 1e6);
        if (!step.text().isEmpty()) out.put("text", step.text());
        return out;
    }

    private static String text(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
