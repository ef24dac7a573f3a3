package org.ringdown.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.ringdown.config.Configuration.ApiKey;
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

    TokenEndpoint(Site site) {
        this.site = site;
    }

    @Override
    public Answer answer(Ask ask) throws Exception {
        var refusal = site.dev() ? Optional.<Answer>empty() : refusal(ask);
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
        var answer = JsonNodeFactory.instance.objectNode().put("token", site.mint().mint(order));
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

    private Optional<Answer> refusal(Ask ask) {
        var shown =
                ask.header("Authorization")
                        .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                        .map(value -> value.substring(7).strip());
        if (shown.isEmpty()) {
            return Optional.of(
                    Problem.of(401, "unauthorized", "Send an API key: Authorization: Bearer KEY.")
                            .with("WWW-Authenticate", "Bearer"));
        }
        var key = site.apiKeys().values().stream().filter(k -> same(k, shown.get())).findFirst();
        if (key.isEmpty()) {
            return Optional.of(
                    Problem.of(401, "unauthorized", "This API key is not known.")
                            .with("WWW-Authenticate", "Bearer error=\"invalid_token\""));
        }
        return key.get().may().contains(Permission.TOKENS)
                ? Optional.empty()
                : Optional.of(Problem.of(403, "forbidden", "This API key may not make tokens."));
    }

    private static boolean same(ApiKey key, String shown) {
        return MessageDigest.isEqual(
                key.key().reveal().getBytes(StandardCharsets.UTF_8),
                shown.getBytes(StandardCharsets.UTF_8));
    }
}
