package org.ringdown.sip;

import org.ringdown.wire.MalformedException;

/** Header values too small for a type of their own. */
final class HeaderValues {
    private HeaderValues() {}

    /** Wider than {@code word@word} (RFC 3261 §25.1): it is only compared and echoed, and many are Base64, which has a {@code =}. */
    static String callId(String value) throws MalformedException {
        if (!Alphabet.VISIBLE.spells(value))
            throw new MalformedException("character not allowed (RFC 3261 §25.1)");
        return value;
    }

    /** What stands before the first space, semicolon, comma or comment. */
    static String leadingWord(String value) {
        return new Cursor(value, "").until(" ;,(");
    }
}
