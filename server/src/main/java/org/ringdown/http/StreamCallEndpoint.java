package org.ringdown.http;

import java.util.Set;
import org.ringdown.config.Configuration.Permission;
import org.ringdown.live.BroughtStreams;
import org.ringdown.live.BroughtStreams.Outcome;
import tools.jackson.databind.node.JsonNodeFactory;

/** POST /v1/calls {"from": URL, "to": NUMBER}: calls somebody who hears and sees a stream. */
final class StreamCallEndpoint implements Endpoint {
    private static final String GUEST = "guest";
    private static final int LONGEST_NUMBER = 256;
    private static final int LONGEST_USER = 64;

    private final ApiKeys keys;
    private final BroughtStreams streams;
    private final Set<String> users;

    StreamCallEndpoint(ApiKeys keys, BroughtStreams streams, Set<String> users) {
        this.keys = keys;
        this.streams = streams;
        this.users = Set.copyOf(users);
    }

    @Override
    public Answer answer(Ask ask) throws Exception {
        var refusal =
                keys.refusal(ask, Permission.STREAMS, "This API key may not bring streams in.");
        if (refusal.isPresent()) return refusal.get();
        var body = ask.body(StreamWish.MAX_BODY);
        if (body.isEmpty()) return StreamWish.tooLarge();
        try {
            return call(StreamWish.read(body.get()), ask.visitor().address());
        } catch (BadMessage bad) {
            return Problem.of(400, "bad-message", bad.getMessage());
        }
    }

    private Answer call(JsonMembers in, String address) throws BadMessage, InterruptedException {
        var from = StreamWish.url(in, "from");
        var to = in.text("to", LONGEST_NUMBER);
        var user = in.maybe("user", LONGEST_USER).orElse(GUEST);
        if (!user.equals(GUEST) && !users.contains(user))
            return Problem.of(404, "unknown-user", "There is no such user in the configuration.");
        if (!streams.allows(from)) return StreamWish.notListed();
        var outcome = streams.place(from, to, user, address);
        if (!(outcome instanceof Outcome.Begun(var call, var stream)))
            return StreamWish.problem(outcome);
        var out = JsonNodeFactory.instance.objectNode().put("call", call);
        out.set("stream", StreamWish.json(stream));
        return Answer.of(201, "application/json", out.toString());
    }
}
