package org.ringdown.sip.event;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An element of a document that was read within limits ({@link XmlReader}).
 *
 * @param attributes those without a namespace
 * @param text all of its own text, without white space around it
 */
record XmlElement(
        String namespace,
        String name,
        Map<String, String> attributes,
        List<XmlElement> children,
        String text) {
    XmlElement {
        attributes = Map.copyOf(attributes);
        children = List.copyOf(children);
    }

    boolean is(String namespace, String name) {
        return this.namespace.equals(namespace) && this.name.equals(name);
    }

    Optional<String> attribute(String name) {
        return Optional.ofNullable(attributes.get(name)).filter(value -> !value.isBlank());
    }

    /** Those of this name and of this element's own namespace. */
    List<XmlElement> all(String name) {
        return children.stream().filter(child -> child.is(namespace, name)).toList();
    }

    Optional<XmlElement> first(String name) {
        return all(name).stream().findFirst();
    }

    /** The text of the first child of this name; empty where there is none, or it has none. */
    Optional<String> textOf(String name) {
        return first(name).map(XmlElement::text).filter(text -> !text.isEmpty());
    }
}
