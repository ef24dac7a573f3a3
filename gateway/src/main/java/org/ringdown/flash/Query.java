package org.ringdown.flash;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The part of an address or of a stream's name behind the question mark. */
public record Query(Map<String, String> values) {
    static final Query NONE = new Query(Map.of());

    private static final int MOST = 16;

    public Query {
        values = Map.copyOf(values);
    }

    /** What is before it and what is in it; neither is escaped any more. */
    record Split(String path, Query query) {}

    static Split split(String written) {
        int mark = written.indexOf('?');
        if (mark < 0) return new Split(plain(written), NONE);
        return new Split(plain(written.substring(0, mark)), parse(written.substring(mark + 1)));
    }

    private static Query parse(String written) {
        var values = new LinkedHashMap<String, String>();
        for (var pair : written.split("&", MOST + 1)) {
            int sign = pair.indexOf('=');
            if (sign > 0 && values.size() < MOST)
                values.putIfAbsent(plain(pair.substring(0, sign)), plain(pair.substring(sign + 1)));
        }
        return new Query(values);
    }

    /** A plus stays one: numbers begin with it. What is not escaped properly stays as it is. */
    private static String plain(String written) {
        try {
            return URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException unescaped) {
            return written;
        }
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    /** What is in neither is in {@code other}. */
    Query or(Query other) {
        var both = new LinkedHashMap<>(other.values);
        both.putAll(values);
        return new Query(both);
    }

    /** Never shows what may be secret. */
    @Override
    public String toString() {
        return "Query" + values.keySet();
    }
}
