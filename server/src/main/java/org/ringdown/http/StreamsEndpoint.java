package org.ringdown.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ringdown.config.Configuration.Permission;
import org.ringdown.live.LiveStream;
import org.ringdown.live.LiveStreams;
import org.ringdown.live.LiveStreams.Outcome;
import org.ringdown.live.LiveUrl;
import org.ringdown.record.FlvStream.SoundChoice;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** /v1/calls/ID/streams: GET lists whither a call is streamed, POST {"to": URL} streams it; DELETE /v1/calls/ID/streams/STREAM ends that. */
final class StreamsEndpoint {
    private static final Pattern PATH =
            Pattern.compile("/v1/calls/([^/\\s\\x00-\\x1f]{1,256})/streams(?:/([0-9]{1,18}))?");
    private static final int MAX_BODY = 4 * 1024;
    private static final int LONGEST_URL = 1024;

    private final ApiKeys keys;
    private final LiveStreams streams;

    StreamsEndpoint(ApiKeys keys, LiveStreams streams) {
        this.keys = keys;
        this.streams = streams;
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
        return Answer.of(200, "application/json", out.toString());
    }

    private Answer begin(String call, Ask ask) throws GoneException {
        var body = ask.body(MAX_BODY);
        if (body.isEmpty()) return Problem.of(413, "too-large", "The body may have 4 kB.");
        try {
            var in = JsonMembers.parse(new String(body.get(), StandardCharsets.UTF_8));
            var to = LiveUrl.parse(in.text("to", LONGEST_URL));
            if (to.isEmpty())
                throw new BadMessage("to must be a URL such as rtmp://live.example.com/app/key.");
            var sound = sound(in.maybe("codec", 16));
            return streams.allows(to.get()) ? begin(call, to.get(), sound) : notListed();
        } catch (BadMessage bad) {
            return Problem.of(400, "bad-message", bad.getMessage());
        }
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
        return streams.end(call, stream)
                ? Answer.empty(204)
                : Problem.of(404, "not-found", "This call has no such stream.");
    }

    private static ObjectNode json(LiveStream stream) {
        var seen = stream.seen();
        var out =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", stream.id())
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
