package org.ringdown.store;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import org.ringdown.call.CallPlaced;
import org.ringdown.call.CallRecord;
import org.ringdown.call.Party;
import org.ringdown.call.Recorded;
import org.ringdown.call.Transfer;
import org.ringdown.ladder.Ladder;
import org.ringdown.ladder.LadderParty;
import org.ringdown.ladder.LegMedia;
import org.ringdown.ladder.Sentence;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The record of a call as JSON, wherever it is told: over HTTP, in the files of the store, in the database. call.schema.json describes it. */
public final class CallJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private CallJson() {}

    /** What is known of a call, live or ended. */
    public static ObjectNode record(Ladder call) {
        var out = JSON.objectNode();
        out.put("id", call.id());
        out.put("state", call.state());
        call.placed().ifPresent(placed -> out.put("dialled", placed.dialled()));
        out.set("sides", sides(call));
        out.set("times", times(call));
        users(out, call);
        CallRouteJson.of(call).ifPresent(route -> out.set("route", route));
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
        if (!ended.transfers().isEmpty()) {
            var transfers = out.putArray("transfers");
            ended.transfers().forEach(transfer -> transfers.add(transfer(transfer)));
        }
        if (!ended.recordings().isEmpty()) {
            var recordings = out.putArray("recordings");
            ended.recordings().forEach(recorded -> recordings.add(recorded(recorded)));
        }
    }

    private static ObjectNode recorded(Recorded recorded) {
        var out = JSON.objectNode().put("begun", text(recorded.began()));
        recorded.files().forEach(out.putArray("files")::add);
        if (recorded.lost() > 0) out.put("packetsMissing", recorded.lost());
        recorded.failure().ifPresent(why -> out.put("failure", why));
        return out;
    }

    private static ObjectNode transfer(Transfer transfer) {
        var out = JSON.objectNode().put("at", text(transfer.at()));
        out.set("by", party(transfer.by()));
        out.set("to", party(transfer.to()));
        return out;
    }

    /** Each once, the caller first. */
    private static void users(ObjectNode out, Ladder call) {
        var users = new LinkedHashSet<String>();
        call.placed().flatMap(placed -> placed.setup().user()).ifPresent(users::add);
        call.record().ifPresent(ended -> users.addAll(ended.called()));
        if (!users.isEmpty()) users.forEach(out.putArray("users")::add);
    }

    private static ObjectNode sides(Ladder call) {
        var sides = JSON.objectNode();
        call.placed().ifPresent(placed -> sides.set("caller", caller(placed)));
        call.record()
                .ifPresent(ended ->
                        ended.callee()
                                .ifPresent(callee ->
                                        sides.set(
                                                "callee",
                                                side(callee, ended.calleeKind().orElse("")))));
        return sides;
    }

    private static ObjectNode caller(CallPlaced placed) {
        var out = side(placed.caller(), placed.callerKind());
        placed.setup().user().ifPresent(user -> out.put("user", user));
        if (placed.setup().withheld()) out.put("withheld", true);
        return out;
    }

    private static ObjectNode side(Party party, String kind) {
        return party(party).put("kind", kind);
    }

    private static ObjectNode party(Party party) {
        var out = JSON.objectNode().put("uri", party.uri());
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
        leg.transcodedFrom().ifPresent(codec -> out.put("transcodedFrom", codec));
        leg.from().ifPresent(from -> out.put("from", from));
        leg.to().ifPresent(to -> out.put("to", to));
        out.put("everHeard", leg.everHeard());
        out.put("silent", leg.silent());
        if (leg.closed()) LegFigures.of(leg.figures(), out);
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

    public static String sideOf(LadderParty party) {
        return party.caller() ? "caller" : "callee";
    }

    private static String text(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
