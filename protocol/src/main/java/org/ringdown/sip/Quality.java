package org.ringdown.sip;

import java.util.OptionalDouble;

/** A preference between 0 and 1 with at most three decimals (qvalue, RFC 3261 §25.1). */
final class Quality {
    private Quality() {}

    static OptionalDouble parse(String text) {
        boolean shaped =
                !text.isEmpty()
                        && text.length() <= 5
                        && (text.length() == 1 || text.charAt(1) == '.');
        if (!shaped || !(text.charAt(0) == '0' || text.charAt(0) == '1'))
            return OptionalDouble.empty();
        if (text.length() > 2 && !Alphabet.DIGIT.spells(text.substring(2)))
            return OptionalDouble.empty();
        double q = Double.parseDouble(text);
        return q <= 1 ? OptionalDouble.of(q) : OptionalDouble.empty();
    }
}
