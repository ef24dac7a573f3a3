package org.ringdown.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Lays what the environment and the command line say over what the file says. */
final class Overlay {
    private static final String PREFIX = "RINGDOWN_";

    private final Reading reading;

    Overlay(Reading reading) {
        this.reading = reading;
    }

    /**
     * {@code RINGDOWN_HTTP__BEHIND_PROXY} is {@code http.behind-proxy}. A name without {@code __} counts only if it is a whole
     * section: orchestrators set variables such as {@code RINGDOWN_PORT} on their own.
     */
    Node.Mapping environment(
            Node.Mapping tree, Map<String, String> environment, Set<String> sections) {
        var laid = tree;
        for (var variable : new TreeMap<>(environment).entrySet()) {
            if (!variable.getKey().startsWith(PREFIX)) continue;
            var name = variable.getKey().substring(PREFIX.length());
            var path = List.of(name.toLowerCase(Locale.ROOT).replace('_', '-').split("--"));
            if (path.size() == 1 && !sections.contains(path.getFirst())) continue;
            laid = lay(laid, path, variable.getValue(), new Where(variable.getKey(), 0));
        }
        return laid;
    }

    /** @param sets each KEY=VALUE, the key with dots between its levels */
    Node.Mapping flags(Node.Mapping tree, List<String> sets) {
        var laid = tree;
        for (var set : sets) {
            int equals = set.indexOf('=');
            if (equals < 1) {
                reading.mistake(
                        new Where("--set", 0),
                        "\"" + set + "\" is not KEY=VALUE, as in http.port=9000");
                continue;
            }
            var key = set.substring(0, equals);
            var value = set.substring(equals + 1);
            laid = lay(laid, List.of(key.split("\\.")), value, new Where("--set " + key, 0));
        }
        return laid;
    }

    private Node.Mapping lay(Node.Mapping tree, List<String> path, String value, Where where) {
        if (path.isEmpty() || path.contains("")) {
            reading.mistake(where, "this names no key");
            return tree;
        }
        return tree.with(path, node(value, where));
    }

    private Node node(String value, Where where) {
        if (value.isEmpty()) return new Node.Empty(where);
        if (value.startsWith("[") || value.startsWith("{")) {
            return YamlTree.parse(value, where.source(), reading.notedSoFar())
                    .orElse(new Node.Empty(where));
        }
        return new Node.Scalar(value, where);
    }
}
