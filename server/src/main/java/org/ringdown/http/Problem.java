package org.ringdown.http;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** An error as a document (RFC 9457). */
final class Problem {
    static final String TYPE = "application/problem+json";
    private static final JsonMapper JSON = new JsonMapper();

    private Problem() {}

    /**
     * @param code what programs compare
     * @param detail what people read: what is wrong and what to do
     */
    static Answer of(int status, String code, String detail) {
        return of(status, code, detail, Map.of());
    }

    /** @param more members of its own (RFC 9457 §3.2) */
    static Answer of(int status, String code, String detail, Map<String, String> more) {
        return Answer.of(status, TYPE, json(status, code, detail, more));
    }

    static String json(int status, String code, String detail) {
        return json(status, code, detail, Map.of());
    }

    private static String json(int status, String code, String detail, Map<String, String> more) {
        var problem = JsonNodeFactory.instance.objectNode();
        problem.put("type", "about:blank");
        problem.put("title", code);
        problem.put("status", status);
        problem.put("code", code);
        problem.put("detail", detail);
        more.forEach(problem::put);
        return JSON.writeValueAsString(problem);
    }
}
