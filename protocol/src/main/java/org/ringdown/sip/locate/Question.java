package org.ringdown.sip.locate;

import java.util.Locale;

/**
 * What DNS is to be asked.
 *
 * @param name in lower case, without a dot at the end
 */
public record Question(String name, Kind kind) {
    /** Which records are wanted. */
    public enum Kind {
        NAPTR,
        SRV,
        A,
        AAAA
    }

    public Question {
        name = name.toLowerCase(Locale.ROOT);
        if (name.endsWith(".")) name = name.substring(0, name.length() - 1);
    }
}
