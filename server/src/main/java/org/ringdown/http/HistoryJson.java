package org.ringdown.http;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A call as one of those who were in it may see it: the other side, times, how it ended; nothing of the operator's. */
final class HistoryJson {
    private HistoryJson() {}

    static boolean isOf(JsonNode record, String user) {
        return record.path("users").valueStream().anyMatch(name -> name.asString("").equals(user));
    }

    static ObjectNode of(JsonNode record, String user) {
        var caller = record.at("/sides/caller");
        boolean out = caller.path("user").asString("").equals(user);
        var entry = JsonNodeFactory.instance.objectNode();
        entry.put("id", record.path("id").asString(""));
        entry.put("direction", out ? "out" : "in");
        entry.set("with", out ? called(record) : calling(caller));
        entry.set("times", record.path("times"));
        entry.put("answered", record.at("/times").has("answered"));
        entry.put("reason", record.path("reason").asString(""));
        entry.put("by", by(record.path("by").asString(""), out));
        return entry;
    }

    /** Whoever answered, under the number that was dialled, so that it can be dialled again. */
    private static ObjectNode called(JsonNode record) {
        var with = JsonNodeFactory.instance.objectNode();
        with.put("number", record.path("dialled").asString(""));
        copy(record.at("/sides/callee"), with, List.of("uri", "name"));
        return with;
    }

    private static ObjectNode calling(JsonNode caller) {
        var with = JsonNodeFactory.instance.objectNode();
        if (caller.path("withheld").asBoolean(false)) return with.put("name", "Anonymous");
        copy(caller, with, List.of("uri", "number", "name"));
        return with;
    }

    private static void copy(JsonNode from, ObjectNode to, List<String> names) {
        names.stream().filter(from::has).forEach(name -> to.set(name, from.get(name)));
    }

    /** As the user saw it. */
    private static String by(String whom, boolean out) {
        return switch (whom) {
            case "caller" -> out ? "local" : "remote";
            case "callee" -> out ? "remote" : "local";
            default -> "system";
        };
    }
}
