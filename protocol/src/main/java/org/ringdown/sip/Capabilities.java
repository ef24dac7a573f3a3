package org.ringdown.sip;

import java.util.Set;

/**
 * What this end can do, and so what it does not refuse.
 *
 * @param methods those allowed; all others are answered 405, or 501 when nobody knows them
 * @param extensions option tags a request may require
 * @param schemes of the Request-URI, in lower case
 * @param bodies media types that can be read, in lower case, without parameters
 */
public record Capabilities(
        Set<String> methods, Set<String> extensions, Set<String> schemes, Set<String> bodies) {
    public Capabilities {
        methods = Set.copyOf(methods);
        extensions = Set.copyOf(extensions);
        schemes = Set.copyOf(schemes);
        bodies = Set.copyOf(bodies);
    }

    boolean supports(String optionTag) {
        return extensions.stream().anyMatch(optionTag::equalsIgnoreCase);
    }

    /** A set as a header value, in an order that does not change from run to run. */
    static String list(Set<String> values) {
        return String.join(", ", values.stream().sorted().toList());
    }
}
