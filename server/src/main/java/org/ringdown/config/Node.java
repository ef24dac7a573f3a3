package org.ringdown.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** A value as it was written, with the place where. Nothing is interpreted yet. */
sealed interface Node {
    Where where();

    /** A key with nothing behind it: the same as leaving it out. */
    record Empty(Where where) implements Node {}

    record Scalar(String text, Where where) implements Node {}

    record Sequence(List<Node> members, Where where) implements Node {}

    record Mapping(SequencedMap<String, Node> entries, Where where) implements Node {
        /** This mapping with {@code value} under the path; what stood there before is replaced. */
        Mapping with(List<String> path, Node value) {
            var copy = new LinkedHashMap<>(entries);
            var key = path.getFirst();
            if (path.size() == 1) {
                copy.put(key, value);
            } else {
                var below = copy.get(key) instanceof Mapping m ? m : empty(value.where());
                copy.put(key, below.with(path.subList(1, path.size()), value));
            }
            return new Mapping(copy, where);
        }

        static Mapping empty(Where where) {
            return new Mapping(new LinkedHashMap<>(), where);
        }
    }

    /** The items of a sequence; a single value counts as a sequence of one. */
    default List<Node> items() {
        return switch (this) {
            case Empty _ -> List.of();
            case Sequence s -> s.members();
            case Scalar s -> List.of(s);
            case Mapping m -> List.of(m);
        };
    }
}
