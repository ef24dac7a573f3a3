package org.ringdown.http;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;
import org.ringdown.config.Configuration.Permission;
import org.ringdown.ladder.Drawing;
import org.ringdown.ladder.Ladder;
import org.ringdown.ladder.Ladders;

/** GET /v1/calls and everything below it: calls, live and recent, their records and their ladders. */
final class CallsEndpoint implements Endpoint {
    static final String CALLS = "/v1/calls";
    private static final String BELOW = CALLS + "/";
    private static final int USUAL = 50;
    private static final int MOST = 500;
    private static final int TEXT_WIDTH = 120;
    private static final int NARROWEST = 60;
    private static final int WIDEST = 400;
    private static final long PATIENCE_SECONDS = 5;

    /** A call's id, or a Call-ID: what RFC 3261 §25.1 lets stand in one. */
    private static final Pattern ID = Pattern.compile("[^/\\s\\x00-\\x1f]{1,256}");

    private final ApiKeys keys;
    private final Ladders ladders;

    CallsEndpoint(ApiKeys keys, Ladders ladders) {
        this.keys = keys;
        this.ladders = ladders;
    }

    /** Whether a path is answered here. */
    static boolean serves(String path) {
        return path.equals(CALLS) || path.startsWith(BELOW);
    }

    @Override
    public Answer answer(Ask ask) throws Exception {
        var refusal = keys.refusal(ask, Permission.CALLS, "This API key may not look at calls.");
        if (refusal.isPresent()) return refusal.get();
        if (!ladders.on()) {
            return Problem.of(
                    404,
                    "ladders-off",
                    "This gateway keeps nothing of its calls: set ladder.calls in its configuration.");
        }
        if (ask.path().equals(CALLS)) return list(ask);
        var parts = ask.path().substring(BELOW.length()).split("/", -1);
        if (parts.length > 2 || !ID.matcher(parts[0]).matches()) return unknown();
        Optional<Ladder> found = wait(answer -> ladders.find(parts[0], answer));
        return found.isEmpty() ? unknown() : shown(found.get(), parts, ask);
    }

    private static Answer shown(Ladder ladder, String[] parts, Ask ask) {
        if (parts.length == 1) return json(CallJson.record(ladder).toString());
        return switch (parts[1]) {
            case "ladder" -> negotiated(ladder, ask.header("Accept").orElse(""));
            case "ladder.json" -> json(CallJson.ladder(ladder).toString());
            case "ladder.txt" ->
                    number(ask, "width", TEXT_WIDTH, NARROWEST, WIDEST)
                            .map(width -> drawing(ladder, width))
                            .orElseGet(() -> wrong("width", NARROWEST, WIDEST));
            case "ladder.html" -> LadderPage.of(ladder);
            case "ladder.pcapng" -> LadderCapture.of(ladder);
            default -> unknown();
        };
    }

    /** A browser gets the page, a terminal that asks for text the drawing, a program JSON. */
    private static Answer negotiated(Ladder ladder, String accept) {
        Answer answer;
        if (accept.contains("text/html")) answer = LadderPage.of(ladder);
        else if (accept.contains("text/plain")) answer = drawing(ladder, TEXT_WIDTH);
        else answer = json(CallJson.ladder(ladder).toString());
        return answer.vary("Accept");
    }

    private Answer list(Ask ask) throws Exception {
        var limit = number(ask, "limit", USUAL, 1, MOST);
        if (limit.isEmpty()) return wrong("limit", 1, MOST);
        var before = query(ask, "before");
        List<Ladder> calls = wait(answer -> ladders.recent(before, limit.get(), answer));
        return json(CallJson.list(calls, limit.get()).toString());
    }

    private static Optional<String> query(Ask ask, String name) {
        return Optional.ofNullable(Request.extractQueryParameters(ask.request()).getValue(name));
    }

    /** Empty for what is no number, or not within its bounds. */
    private static Optional<Integer> number(Ask ask, String name, int usual, int least, int most) {
        try {
            int number = query(ask, name).map(Integer::parseInt).orElse(usual);
            return Optional.of(number).filter(n -> n >= least && n <= most);
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    private static Answer wrong(String name, int least, int most) {
        return Problem.of(
                400, "bad-message", name + " is a number from " + least + " to " + most + ".");
    }

    private static Answer drawing(Ladder ladder, int width) {
        return Answer.text(200, Drawing.of(ladder, width).stripTrailing());
    }

    private static <T> T wait(Consumer<Consumer<T>> question)
            throws InterruptedException, ExecutionException, TimeoutException {
        var answer = new CompletableFuture<T>();
        question.accept(answer::complete);
        return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static Answer json(String body) {
        return Answer.of(200, "application/json", body);
    }

    private static Answer unknown() {
        return Problem.of(
                404,
                "not-found",
                "No such call is known; those that ended long ago have made room for newer ones.");
    }
}
