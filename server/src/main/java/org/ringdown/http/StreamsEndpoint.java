package org.ringdown.http;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ringdown.config.Configuration.Permission;
import org.ringdown.live.BroughtStreams;
import org.ringdown.live.LiveStream;
import org.ringdown.live.LiveStreams;
import org.ringdown.live.LiveStreams.Outcome;
import org.ringdown.live.LiveUrl;
import org.ringdown.record.FlvStream.SoundChoice;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * /v1/calls/ID/streams: GET lists the streams of a call, POST {"to": URL} streams it, {"from": URL} brings a stream into it; DELETE
 * /v1/calls/ID/streams/STREAM ends either.
 */
final class StreamsEndpoint {
    private static final Pattern PATH =
            Pattern.compile(
                    "/v1/calls/([^/\\s\\x00-\\x1f]{1,256})/streams(?:/((?:in-)?[0-9]{1,18}))?");

    private final ApiKeys keys;
    private final LiveStreams streams;
    private final BroughtStreams brought;

    StreamsEndpoint(ApiKeys keys, LiveStreams streams, BroughtStreams brought) {
        this.keys = keys;
        this.streams = streams;
        this.brought = brought;
    }

    static boolean serves(String path) {
        return PATH.matcher(path).matches();
    }

    Map<String, Endpoint> methods(String path) {
        var parts = PATH.matcher(path);
        if (!parts.matches()) throw new IllegalArgumentException("not a path of streams");
        var call = parts.group(1);
        var stream = parts.group(2);
        return stream == null
                ? Map.of(
                        "GET",
                        ask -> allowed(ask, () -> list(call)),
                        "POST",
                        ask -> allowed(ask, () -> begin(call, ask)))
                : Map.of("DELETE", ask -> allowed(ask, () -> end(call, stream)));
    }

    /** What is done for somebody who may. */
    private interface Work {
        Answer done() throws Exception;
    }

    private Answer allowed(Ask ask, Work work) throws Exception {
        var refusal = keys.refusal(ask, Permission.STREAMS, "This API key may not stream calls.");
        return refusal.isPresent() ? refusal.get() : work.done();
    }

    private Answer list(String call) {
        var out = JsonNodeFactory.instance.objectNode();
        var all = out.putArray("streams");
        streams.of(call).forEach(stream -> all.add(json(stream)));
        brought.of(call).forEach(stream -> all.add(StreamWish.json(stream)));
        return Answer.of(200, "application/json", out.toString());
    }

    private Answer begin(String call, Ask ask) throws GoneException, InterruptedException {
        var body = ask.body(StreamWish.MAX_BODY);
        if (body.isEmpty()) return StreamWish.tooLarge();
        try {
            var in = StreamWish.read(body.get());
            if (in.has("from")) return bring(call, in);
            var to = StreamWish.url(in, "to");
            var sound = sound(in.maybe("codec", 16));
            return streams.allows(to) ? begin(call, to, sound) : notListed();
        } catch (BadMessage bad) {
            return Problem.of(400, "bad-message", bad.getMessage());
        }
    }

    private Answer bring(String call, JsonMembers in) throws BadMessage, InterruptedException {
        if (in.has("to")) throw new BadMessage("A stream goes to somewhere, or comes from there.");
        var from = StreamWish.url(in, "from");
        if (!brought.allows(from)) return StreamWish.notListed();
        var outcome = brought.inject(call, from);
        return outcome instanceof BroughtStreams.Outcome.Begun(_, var stream)
                ? Answer.of(201, "application/json", StreamWish.json(stream).toString())
                : StreamWish.problem(outcome);
    }

    /** What is not said is what most servers take, where this machine can encode it. */
    private static SoundChoice sound(Optional<String> said) throws BadMessage {
        var wanted = said.orElse(SoundChoice.AAC.isKnown() ? "aac" : "pcma");
        var choice =
                Stream.of(SoundChoice.values())
                        .filter(one -> word(one).equals(wanted))
                        .findFirst()
                        .orElseThrow(() -> new BadMessage("codec must be aac, opus or pcma."));
        if (choice.isKnown()) return choice;
        throw new BadMessage(
                choice == SoundChoice.AAC
                        ? "AAC needs the add-on; install it, or ask for pcma."
                        : "Opus needs libopus; install it, or ask for pcma.");
    }

    private Answer begin(String call, LiveUrl to, SoundChoice sound) {
        return switch (streams.begin(call, to, sound)) {
            case Outcome.Begun(var stream) ->
                    Answer.of(201, "application/json", json(stream).toString());
            case Outcome.NoSuchCall() ->
                    Problem.of(404, "not-found", "There is no such call, or it has ended.");
            case Outcome.TooMany() ->
                    Problem.of(
                            409,
                            "too-many",
                            "A call has 4 streams at most, and all calls together 50; end one first.");
        };
    }

    private static Answer notListed() {
        return Problem.of(
                403,
                "not-listed",
                "Calls are streamed only to what begins as one of streams.to in the configuration does.");
    }

    private Answer end(String call, String stream) {
        return streams.end(call, stream) || brought.end(call, stream)
                ? Answer.empty(204)
                : Problem.of(404, "not-found", "This call has no such stream.");
    }

    private static ObjectNode json(LiveStream stream) {
        var seen = stream.seen();
        var out =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", stream.id())
                        .put("direction", "out")
                        .put("to", stream.to().masked())
                        .put("codec", word(stream.sound()))
                        .put("state", seen.state().word());
        seen.reason().ifPresent(why -> out.put("reason", why));
        return out;
    }

    private static String word(SoundChoice sound) {
        return sound.name().toLowerCase(Locale.ROOT);
    }
}
