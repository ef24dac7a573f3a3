package org.ringdown.sip;

import org.ringdown.wire.MalformedException;

/** Header values too small for a type of their own. */
final class HeaderValues {
    private HeaderValues() {}

    /** {@code word} or {@code word@word} (RFC 3261 §25.1). */
    static String callId(String value) throws MalformedException {
        int at = value.indexOf('@');
        boolean sound =
                at < 0
                        ? Alphabet.WORD.spells(value)
                        : Alphabet.WORD.spells(value.substring(0, at))
                                && Alphabet.WORD.spells(value.substring(at + 1));
        if (!sound) throw new MalformedException("Call-ID: character not allowed (RFC 3261 §25.1)");
        return value;
    }

    /** What stands before the first space, semicolon, comma or comment. */
    static String leadingWord(String value) {
        return new Cursor(value, "").until(" ;,(");
    }
}
