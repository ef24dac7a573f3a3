package org.ringdown.http;

import java.util.Optional;
import org.ringdown.ladder.Ladder;
import org.ringdown.store.Archive;
import org.ringdown.store.AwayException;
import org.ringdown.user.Grant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** GET /v1/history: the calls of whoever shows a page's token, newest first. */
final class HistoryEndpoint implements Endpoint {
    static final String HISTORY = "/v1/history";
    private static final int USUAL = 50;
    private static final int MOST = 200;

    private final PageTokens tokens;
    private final Archive archive;

    HistoryEndpoint(PageTokens tokens, Archive archive) {
        this.tokens = tokens;
        this.archive = archive;
    }

    @Override
    public Answer answer(Ask ask) throws Exception {
        return tokens.known(ask, page -> history(page, ask));
    }

    private Answer history(Grant page, Ask ask) {
        var limit = Query.number(ask, "limit", USUAL, 1, MOST);
        if (limit.isEmpty()) return Query.wrong("limit", 1, MOST);
        try {
            var before = Query.text(ask, "before");
            var place = before.isEmpty() ? Optional.<Ladder.Place>empty() : place(page, before);
            var out = JsonNodeFactory.instance.objectNode();
            var calls = out.putArray("calls");
            if (before.isEmpty() || place.isPresent()) {
                var records = archive.callsOf(page.user(), place, limit.get());
                records.forEach(record -> calls.add(HistoryJson.of(record, page.user())));
            }
            if (calls.size() == limit.get()) {
                var last = calls.get(calls.size() - 1).path("id").asString();
                out.put("next", HISTORY + "?limit=" + limit.get() + "&before=" + last);
            }
            return Answer.of(200, "application/json", out.toString());
        } catch (AwayException e) {
            return Problems.away(e);
        }
    }

    /** Only the user's own calls have a place here. */
    private Optional<Ladder.Place> place(Grant page, Optional<String> id) throws AwayException {
        var record = id.isEmpty() ? Optional.<JsonNode>empty() : archive.call(id.get());
        return record.filter(call -> HistoryJson.isOf(call, page.user())).map(Archive::place);
    }
}
