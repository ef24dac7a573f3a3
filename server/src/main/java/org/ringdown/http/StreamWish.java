package org.ringdown.http;

import java.nio.charset.StandardCharsets;
import org.ringdown.live.BroughtStream;
import org.ringdown.live.BroughtStreams.Outcome;
import org.ringdown.live.LiveUrl;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What requests for streams that are brought into calls have in common. */
final class StreamWish {
    static final int MAX_BODY = 4 * 1024;
    static final int LONGEST_URL = 1024;

    private StreamWish() {}

    static JsonMembers read(byte[] body) throws BadMessage {
        return JsonMembers.parse(new String(body, StandardCharsets.UTF_8));
    }

    static Answer tooLarge() {
        return Problem.of(413, "too-large", "The body may have 4 kB.");
    }

    /** A URL by this name in the body. */
    static LiveUrl url(JsonMembers in, String name) throws BadMessage {
        return LiveUrl.parse(in.text(name, LONGEST_URL))
                .orElseThrow(() ->
                        new BadMessage(
                                name + " must be a URL such as rtmp://live.example.com/app/key."));
    }

    static Answer notListed() {
        return Problem.of(
                403,
                "not-listed",
                "Only streams are brought in whose URL begins as one of streams.from in the configuration does.");
    }

    /** Why a stream was not brought in. */
    static Answer problem(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Begun _ -> throw new IllegalArgumentException("that is no problem");
            case Outcome.NoSuchCall() ->
                    Problem.of(404, "not-found", "There is no such call, or it has ended.");
            case Outcome.TooMany(var why) -> Problem.of(409, "too-many", why);
            case Outcome.NotHeard(var why) ->
                    Problem.of(502, "no-stream", "The stream cannot be brought in: " + why + ".");
            case Outcome.NotPlaced(var code, var message, var hint) ->
                    Problem.of(status(code), code, message + " " + hint);
        };
    }

    /** Of what pages are told by these codes. */
    private static int status(String code) {
        return switch (code) {
            case "bad-number" -> 404;
            case "destination-not-allowed" -> 403;
            case "rate-limited" -> 429;
            default -> 503;
        };
    }

    static ObjectNode json(BroughtStream stream) {
        var seen = stream.seen();
        var out =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", stream.id())
                        .put("direction", "in")
                        .put("from", stream.from().masked())
                        .put("state", seen.state().word());
        seen.reason().ifPresent(why -> out.put("reason", why));
        return out;
    }
}
