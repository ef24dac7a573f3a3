package org.ringdown.store;

import java.util.Optional;
import org.ringdown.call.CallPlaced;
import org.ringdown.call.CallRoute;
import org.ringdown.ladder.Ladder;
import org.ringdown.ladder.LadderParty;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Where a call was led, and by which trunks it came and went. */
final class CallRouteJson {
    private CallRouteJson() {}

    static Optional<ObjectNode> of(Ladder call) {
        return call.placed()
                .map(CallPlaced::setup)
                .map(setup -> setup.route())
                .filter(CallRoute::isKnown)
                .map(route -> route(call, route));
    }

    private static ObjectNode route(Ladder call, CallRoute route) {
        var out = JsonNodeFactory.instance.objectNode().put("to", route.kind());
        route.pattern().ifPresent(pattern -> out.put("pattern", pattern));
        route.user().ifPresent(user -> out.put("user", user));
        trunk(call, true).ifPresent(trunk -> out.put("from", trunk));
        carrier(call, route).ifPresent(trunk -> out.put("trunk", trunk));
        return out;
    }

    /** The last one that was spoken to: those before it could not. Where nobody has noted that, the only one there was. */
    private static Optional<String> carrier(Ladder call, CallRoute route) {
        if (!route.kind().equals("trunk")) return Optional.empty();
        return trunk(call, false)
                .or(() ->
                        Optional.of(route.trunks())
                                .filter(trunks -> trunks.size() == 1)
                                .map(trunks -> trunks.getFirst()));
    }

    private static Optional<String> trunk(Ladder call, boolean caller) {
        return call.parties().stream()
                .filter(party -> party.kind().equals("trunk") && party.caller() == caller)
                .map(LadderParty::name)
                .reduce((_, later) -> later);
    }
}
