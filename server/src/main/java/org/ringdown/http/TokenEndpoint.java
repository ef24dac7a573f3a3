package org.ringdown.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.ringdown.config.Configuration.Permission;
import org.ringdown.config.Durations;
import org.ringdown.token.SignedTokens;
import org.ringdown.token.TokenMint;
import tools.jackson.databind.node.JsonNodeFactory;

/** POST /v1/tokens: a token for a user, for the asking in dev mode, elsewhere for an API key that may. */
final class TokenEndpoint implements Endpoint {
    private static final int MAX_BODY = 16 * 1024;
    private static final String GUEST = "guest";

    private final Site site;
    private final ApiKeys keys;

    TokenEndpoint(Site site, ApiKeys keys) {
        this.site = site;
        this.keys = keys;
    }

    @Override
    public Answer answer(Ask ask) throws Exception {
        var refusal = keys.refusal(ask, Permission.TOKENS, "This API key may not make tokens.");
        if (refusal.isPresent()) return refusal.get();
        var body = ask.body(MAX_BODY);
        if (body.isEmpty()) return Problem.of(413, "too-large", "The body may have 16 kB.");
        try {
            return minted(JsonMembers.parse(new String(body.get(), StandardCharsets.UTF_8)));
        } catch (BadMessage bad) {
            return Problem.of(400, "bad-message", bad.getMessage());
        }
    }

    private Answer minted(JsonMembers in) throws BadMessage {
        var user = in.text("user", 64);
        var to = in.has("to") ? in.texts("to", 64, 256) : List.<String>of();
        var origin = in.maybe("origin", 256);
        var life = life(in);
        if (!user.equals(GUEST) && !site.users().contains(user)) {
            return Problem.of(404, "unknown-user", "There is no such user in the configuration.");
        }
        var order = new TokenMint.Order(user, to, origin, life);
        var answer =
                JsonNodeFactory.instance.objectNode().put("token", site.entry().mint().mint(order));
        return Answer.of(200, "application/json", answer.toString());
    }

    /** Seconds, or a duration as in the configuration: 600 or "10m". */
    private static Duration life(JsonMembers in) throws BadMessage {
        int longest = (int) SignedTokens.LONGEST.toSeconds();
        if (!in.isText("ttl")) return Duration.ofSeconds(in.number("ttl", 1, longest, longest));
        return Durations.parse(in.text("ttl", 16))
                .filter(TokenMint.Order::canLive)
                .orElseThrow(() ->
                        new BadMessage("ttl must be 1 to 600 seconds, such as 600 or \"10m\"."));
    }
}
