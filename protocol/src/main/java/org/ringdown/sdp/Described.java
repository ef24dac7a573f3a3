package org.ringdown.sdp;

import java.util.List;
import java.util.Optional;

/** What carries attributes: the session, or one m-line. Attribute names are case-sensitive (RFC 8866 §5.13). */
public sealed interface Described permits SessionDescription, MediaDescription {
    List<Attribute> attributes();

    /** The value of the first attribute of that name; empty text for a property. */
    default Optional<String> first(String name) {
        return attributes().stream()
                .filter(a -> a.name().equals(name))
                .map(Attribute::value)
                .findFirst();
    }

    /** The values of all attributes of that name, in their order. */
    default List<String> every(String name) {
        return attributes().stream()
                .filter(a -> a.name().equals(name))
                .map(Attribute::value)
                .toList();
    }

    default boolean has(String name) {
        return first(name).isPresent();
    }
}
