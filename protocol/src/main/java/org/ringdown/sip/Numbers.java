package org.ringdown.sip;

import java.util.OptionalLong;

/** Decimal numbers as SIP writes them: digits only, any number of leading zeros, never a sign. */
final class Numbers {
    private Numbers() {}

    /** The number, or empty when {@code text} is not one or is above {@code max}. */
    static OptionalLong parse(CharSequence text, long max) {
        if (!Alphabet.DIGIT.spells(text)) return OptionalLong.empty();
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (number > (max - digit) / 10) return OptionalLong.empty();
            number = number * 10 + digit;
        }
        return OptionalLong.of(number);
    }
}
