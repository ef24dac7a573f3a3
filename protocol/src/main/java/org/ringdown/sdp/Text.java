package org.ringdown.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The lexical rules that all lines share: whole numbers within bounds, fields between spaces, text that stays on its line. */
final class Text {
    private static final String LARGEST_UNSIGNED = "18446744073709551615";

    private Text() {}

    /** A number of digits alone, at most {@code max}; anything else is empty. */
    static OptionalInt number(String text, int max) {
        var number = number(text, (long) max);
        return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
    }

    static OptionalLong number(String text, long max) {
        var number = unsigned(text);
        boolean within = number.isPresent() && number.getAsLong() >= 0 && number.getAsLong() <= max;
        return within ? number : OptionalLong.empty();
    }

    /** A number of up to 64 bits without sign, as session ids are (RFC 8866 §5.2). */
    static OptionalLong unsigned(String text) {
        boolean tooLarge =
                text.length() > LARGEST_UNSIGNED.length()
                        || text.length() == LARGEST_UNSIGNED.length()
                                && text.compareTo(LARGEST_UNSIGNED) > 0;
        if (tooLarge || !isDigits(text)) return OptionalLong.empty();
        return OptionalLong.of(Long.parseUnsignedLong(text));
    }

    /** What stands between spaces. Peers double spaces and leave some at the end, so runs count as one. */
    static List<String> fields(String text) {
        var fields = new ArrayList<String>();
        int start = 0;
        for (int at = 0; at <= text.length(); at++) {
            if (at < text.length() && !isSpace(text.charAt(at))) continue;
            if (at > start) fields.add(text.substring(start, at));
            start = at + 1;
        }
        return fields;
    }

    /** What stands before the first separator, and all that follows it. */
    static Split split(String text, char separator) {
        int at = text.indexOf(separator);
        return at < 0
                ? new Split(text.strip(), "")
                : new Split(text.substring(0, at).strip(), text.substring(at + 1).strip());
    }

    record Split(String first, String rest) {}

    /** Guards the writer: a line break in a value would let it speak for the lines that follow. */
    static String line(String text) {
        if (!staysOnItsLine(text)) throw new IllegalArgumentException("a line break or NUL in SDP");
        return text;
    }

    static boolean staysOnItsLine(String text) {
        return text.indexOf('\r') < 0 && text.indexOf('\n') < 0 && text.indexOf('\0') < 0;
    }

    /** Guards the writer: a field that is empty or holds a space would shift those after it. */
    static String field(String text) {
        if (text.isEmpty() || text.indexOf(' ') >= 0 || text.indexOf('\t') >= 0) {
            throw new IllegalArgumentException("an empty field or one with a space in SDP");
        }
        return line(text);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isDigits(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') return false;
        }
        return !text.isEmpty();
    }
}
