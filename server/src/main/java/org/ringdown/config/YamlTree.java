package org.ringdown.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Reads YAML into {@link Node}s that remember their lines. */
final class YamlTree {
    private static final int MAX_DEPTH = 16;
    private static final YAMLFactory YAML = new YAMLFactory();

    private final YAMLParser in;
    private final String source;
    private final List<Mistake> mistakes;

    private YamlTree(YAMLParser in, String source, List<Mistake> mistakes) {
        this.in = in;
        this.source = source;
        this.mistakes = mistakes;
    }

    /** The whole document, or nothing where it is not YAML; either way the mistakes are noted. */
    static Optional<Node> parse(String text, String source, List<Mistake> mistakes) {
        try (var in = (YAMLParser) YAML.createParser(ObjectReadContext.empty(), text)) {
            var tree = new YamlTree(in, source, mistakes);
            if (in.nextToken() == null) return Optional.of(new Node.Empty(new Where(source, 0)));
            var node = tree.node(0, tree.here());
            if (in.nextToken() != null) {
                mistakes.add(
                        new Mistake(tree.here(), "a second document starts here; one is enough"));
            }
            return Optional.of(node);
        } catch (JacksonException e) {
            var at = e.getLocation();
            var where = new Where(source, at == null ? 0 : Math.max(at.getLineNr(), 0));
            mistakes.add(new Mistake(where, "this is not YAML: " + complaint(e)));
            return Optional.empty();
        }
    }

    /** @param where the key stands: that line is the one to look at, also when the value begins below it */
    private Node node(int depth, Where where) {
        if (depth > MAX_DEPTH) {
            mistakes.add(new Mistake(where, "nested too deeply"));
            in.skipChildren();
            return new Node.Empty(where);
        }
        if (in.isCurrentAlias()) {
            mistakes.add(
                    new Mistake(where, "aliases (*name) are not followed; write the value out"));
            return new Node.Empty(where);
        }
        return switch (in.currentToken()) {
            case START_OBJECT -> new Node.Mapping(entries(depth), where);
            case START_ARRAY -> new Node.Sequence(members(depth), where);
            case VALUE_NULL -> new Node.Empty(where);
            default -> new Node.Scalar(in.getString(), where);
        };
    }

    private SequencedMap<String, Node> entries(int depth) {
        var entries = new LinkedHashMap<String, Node>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            var key = in.currentName();
            var where = here();
            in.nextToken();
            if (entries.putIfAbsent(key, node(depth + 1, where)) instanceof Node first) {
                var what = key + " is written twice, first on line " + first.where().line();
                mistakes.add(new Mistake(where, what));
            }
        }
        return entries;
    }

    private List<Node> members(int depth) {
        var members = new ArrayList<Node>();
        while (in.nextToken() != JsonToken.END_ARRAY) members.add(node(depth + 1, here()));
        return members;
    }

    private Where here() {
        return new Where(source, in.currentTokenLocation().getLineNr());
    }

    /** The parser quotes the text around the place, indented, which may hold a secret: only what it says itself is kept. */
    private static String complaint(JacksonException e) {
        return e.getOriginalMessage()
                .lines()
                .filter(line -> !line.startsWith(" "))
                .reduce((_, last) -> last)
                .orElse("it cannot be read");
    }
}
