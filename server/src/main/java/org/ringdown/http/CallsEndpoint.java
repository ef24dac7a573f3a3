package org.ringdown.http;

import java.util.regex.Pattern;
import org.ringdown.config.Configuration.Permission;
import org.ringdown.ladder.Drawing;
import org.ringdown.ladder.Ladder;
import org.ringdown.store.AwayException;
import org.ringdown.store.CallJson;
import tools.jackson.databind.node.JsonNodeFactory;

/** GET /v1/calls and everything below it: calls, live and ended, their records and their ladders. */
final class CallsEndpoint implements Endpoint {
    static final String CALLS = "/v1/calls";
    private static final String BELOW = CALLS + "/";
    private static final int USUAL = 50;
    private static final int MOST = 500;
    private static final int TEXT_WIDTH = 120;
    private static final int NARROWEST = 60;
    private static final int WIDEST = 400;

    /** A call's id, or a Call-ID: what RFC 3261 §25.1 lets stand in one. */
    private static final Pattern ID = Pattern.compile("[^/\\s\\x00-\\x1f]{1,256}");

    private final ApiKeys keys;
    private final CallList calls;

    CallsEndpoint(ApiKeys keys, CallList calls) {
        this.keys = keys;
        this.calls = calls;
    }

    /** Whether a path is answered here. */
    static boolean serves(String path) {
        return path.equals(CALLS) || path.startsWith(BELOW);
    }

    @Override
    public Answer answer(Ask ask) throws Exception {
        var refusal = keys.refusal(ask, Permission.CALLS, "This API key may not look at calls.");
        if (refusal.isPresent()) return refusal.get();
        if (ask.path().equals(CALLS)) return list(ask);
        var parts = ask.path().substring(BELOW.length()).split("/", -1);
        if (parts.length > 2 || !ID.matcher(parts[0]).matches()) return unknown();
        var ladder = calls.ladder(parts[0]);
        return ladder.isPresent() ? shown(ladder.get(), parts, ask) : kept(parts);
    }

    private static Answer shown(Ladder ladder, String[] parts, Ask ask) {
        if (parts.length == 1) return json(CallJson.record(ladder).toString());
        return switch (parts[1]) {
            case "ladder" -> negotiated(ladder, ask.header("Accept").orElse(""));
            case "ladder.json" -> json(LadderJson.of(ladder).toString());
            case "ladder.txt" ->
                    Query.number(ask, "width", TEXT_WIDTH, NARROWEST, WIDEST)
                            .<Answer>map(width -> drawing(ladder, width))
                            .orElseGet(() -> Query.wrong("width", NARROWEST, WIDEST));
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
        else answer = json(LadderJson.of(ladder).toString());
        return answer.vary("Accept");
    }

    /** Of a call that has left the memory, the record is there, and nothing else. */
    private Answer kept(String[] parts) {
        try {
            var record = calls.kept(parts[0]);
            if (record.isEmpty()) return unknown();
            if (parts.length == 1) return json(record.get().toString());
            return parts[1].startsWith("ladder") ? ladderGone() : unknown();
        } catch (AwayException e) {
            return Problems.away(e);
        }
    }

    private Answer list(Ask ask) throws Exception {
        var limit = Query.number(ask, "limit", USUAL, 1, MOST);
        if (limit.isEmpty()) return Query.wrong("limit", 1, MOST);
        var page = calls.page(Query.text(ask, "before"), limit.get());
        return json(page(page, limit.get()));
    }

    /** {@code next} is there when more may follow. */
    private static String page(CallList.Page page, int limit) {
        var out = JsonNodeFactory.instance.objectNode();
        var records = out.putArray("calls");
        page.calls().forEach(records::add);
        if (page.calls().size() == limit) {
            var last = page.calls().getLast().path("id").asString();
            out.put("next", CALLS + "?limit=" + limit + "&before=" + last);
        }
        if (!page.whole()) out.put("whole", false);
        return out.toString();
    }

    private static Answer drawing(Ladder ladder, int width) {
        return Answer.text(200, Drawing.of(ladder, width).stripTrailing());
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

    private static Answer ladderGone() {
        return Problem.of(
                404,
                "ladder-gone",
                "This call has its record only: ladders are kept in memory, of so many calls as ladder.calls says.");
    }
}
