package org.ringdown.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A response. The body is never changed once it is here. */
record Answer(int status, Map<String, String> headers, byte[] body) {
    Answer {
        headers = Map.copyOf(headers);
    }

    static Answer of(int status, String type, String body) {
        return new Answer(
                status,
                Map.of("Content-Type", type, "Cache-Control", "no-store"),
                body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer text(int status, String body) {
        return of(status, "text/plain;charset=utf-8", body + "\n");
    }

    static Answer empty(int status) {
        return new Answer(status, Map.of(), new byte[0]);
    }

    Answer with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body);
    }

    Answer vary(String name) {
        return with("Vary", headers.containsKey("Vary") ? headers.get("Vary") + ", " + name : name);
    }

    /** 304 where the visitor has this very body already. */
    Answer unlessKnown(Optional<String> ifNoneMatch) {
        var tag = headers.get("ETag");
        boolean known = tag != null && ifNoneMatch.filter(tags -> tags.contains(tag)).isPresent();
        return known ? new Answer(304, headers, new byte[0]) : this;
    }
}
