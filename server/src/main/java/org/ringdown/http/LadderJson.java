package org.ringdown.http;

import java.util.Locale;
import org.ringdown.ladder.Ladder;
import org.ringdown.ladder.LadderParty;
import org.ringdown.ladder.Step;
import org.ringdown.store.CallJson;
import org.ringdown.wire.Plain;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A ladder as JSON: the call's record, with everything that happened in it. */
final class LadderJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private LadderJson() {}

    static ObjectNode of(Ladder call) {
        var out = CallJson.record(call);
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
                .put("side", CallJson.sideOf(party));
    }

    private static ObjectNode step(Step step) {
        var out = JSON.objectNode();
        out.put("ms", step.millis());
        out.put("channel", step.channel().name().toLowerCase(Locale.ROOT));
        out.put("way", step.way().name().toLowerCase(Locale.ROOT));
        if (!step.party().isEmpty()) out.put("party", step.party());
        out.put("label", step.label());
        if (step.times() > 1) out.put("times", step.times()).put("lastMs", step.lastOffset() / 1e6);
        if (!step.text().isEmpty()) out.put("text", Plain.lines(step.text()));
        return out;
    }
}
