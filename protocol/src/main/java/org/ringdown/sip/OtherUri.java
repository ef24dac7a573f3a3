package org.ringdown.sip;

import java.util.Locale;

/** A URI of a scheme we have no use for, kept as it came: {@code http}, {@code urn}, {@code isbn}. */
public record OtherUri(String scheme, String rest) implements Uri {
    public OtherUri {
        if (!Alphabet.SCHEME.spells(scheme)) throw new IllegalArgumentException("not a scheme");
        if (!isRest(rest)) throw new IllegalArgumentException("not the rest of a URI");
        scheme = scheme.toLowerCase(Locale.ROOT);
    }

    /** Nothing that would end the URI where it is written. */
    static boolean isRest(String rest) {
        return rest.isEmpty() || Alphabet.URI.spells(rest);
    }

    @Override
    public String toString() {
        return scheme + ":" + rest;
    }
}
