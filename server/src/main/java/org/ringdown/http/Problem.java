package org.ringdown.http;

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
        return Answer.of(status, TYPE, json(status, code, detail));
    }

    static String json(int status, String code, String detail) {
        var problem = JsonNodeFactory.instance.objectNode();
        problem.put("type", "about:blank");
        problem.put("title", code);
        problem.put("status", status);
        problem.put("code", code);
        problem.put("detail", detail);
        return JSON.writeValueAsString(problem);
    }
}
