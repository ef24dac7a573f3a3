package org.ringdown.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.ringdown.signin.SignIn;
import org.ringdown.token.Sessions;
import org.ringdown.token.SignedTokens;
import org.ringdown.token.TokenMint;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * /v1/session, for the phone at {@code /}: POST signs in by name and password, GET gives whoever is signed in a fresh page token (204 where nobody is), DELETE
 * signs out.
 *
 * <p>What is kept between is a cookie that no script can read and no other site sends. It opens no WebSocket: for that, as for everybody,
 * it takes a token.
 */
final class SessionEndpoint {
    static final String PATH = "/v1/session";
    private static final String COOKIE = "ringdown-session";
    private static final int MAX_BODY = 4 * 1024;
    private static final int MAX_NAME = 64;
    private static final int MAX_PASSWORD = 256;

    private final Site site;

    SessionEndpoint(Site site) {
        this.site = site;
    }

    Map<String, Endpoint> methods() {
        return Map.of(
                "POST", ours(this::signIn),
                "GET", ours(this::token),
                "DELETE", ours(this::signOut));
    }

    /** For our own page only, whoever else may connect. */
    private static Endpoint ours(Endpoint endpoint) {
        return ask -> {
            boolean foreign =
                    ask.header("Origin")
                            .filter(origin -> !origin.equals(ask.visitor().ownOrigin()))
                            .isPresent();
            return foreign ? Origins.refused() : endpoint.answer(ask);
        };
    }

    private Answer signIn(Ask ask) throws Exception {
        var body = ask.body(MAX_BODY);
        if (body.isEmpty()) return Problem.of(413, "too-large", "The body may have 4 kB.");
        try {
            var in = JsonMembers.parse(new String(body.get(), StandardCharsets.UTF_8));
            var user = in.text("user", MAX_NAME);
            var outcome =
                    site.entry()
                            .signIn()
                            .judge(
                                    user,
                                    in.text("password", MAX_PASSWORD),
                                    ask.visitor().address());
            return switch (outcome) {
                case SignIn.Outcome.Welcome() ->
                        signedIn(user)
                                .with(
                                        "Set-Cookie",
                                        cookie(ask, site.entry().sessions().open(user)));
                case SignIn.Outcome.Wrong() ->
                        Problem.of(401, "unauthorized", "Name or password is wrong.");
                case SignIn.Outcome.Wait(var time) -> later(time);
            };
        } catch (BadMessage bad) {
            return Problem.of(400, "bad-message", bad.getMessage());
        }
    }

    private Answer token(Ask ask) {
        return session(ask)
                .flatMap(site.entry().sessions()::user)
                .filter(site.users()::contains)
                .map(this::signedIn)
                .orElseGet(() -> Answer.empty(204));
    }

    private Answer signOut(Ask ask) {
        return Answer.empty(204).with("Set-Cookie", cookie(ask, ""));
    }

    private Answer signedIn(String user) {
        var order = new TokenMint.Order(user, List.of(), Optional.empty(), SignedTokens.LONGEST);
        var answer =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("user", user)
                        .put("token", site.entry().mint().mint(order));
        return Answer.of(200, "application/json", answer.toString());
    }

    private static Answer later(Duration time) {
        long seconds = Math.max(1, time.toSeconds());
        return Problem.of(
                        429,
                        "rate-limited",
                        "Too many wrong passwords; try again in "
                                + (seconds < 90 ? seconds + " s." : (seconds + 59) / 60 + " min."))
                .with("Retry-After", Long.toString(seconds));
    }

    private static Optional<String> session(Ask ask) {
        return Request.getCookies(ask.request()).stream()
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .map(cookie -> cookie.getValue())
                .findFirst();
    }

    /** @param session empty to take the cookie away */
    private static String cookie(Ask ask, String session) {
        long age = session.isEmpty() ? 0 : Sessions.LIFE.toSeconds();
        return COOKIE
                + "="
                + session
                + "; Path="
                + PATH
                + "; Max-Age="
                + age
                + "; HttpOnly; SameSite=Strict"
                + (ask.visitor().isSecure() ? "; Secure" : "");
    }
}
