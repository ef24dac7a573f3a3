package org.ringdown.sip;

import java.util.ArrayList;
import java.util.List;

/** Splits the value of a list header at its commas (RFC 3261 §7.3.1). */
final class Lists {
    private Lists() {}

    /** Commas in quotes and in angle brackets are part of a value. Empty values stay: whether they may is for the reader. */
    static List<String> split(String value) {
        if (value.indexOf(',') < 0) return List.of(value);
        var values = new ArrayList<String>();
        int from = 0;
        for (int end = firstEnd(value, 0); ; end = firstEnd(value, from)) {
            values.add(value.substring(from, end).strip());
            if (end == value.length()) return values;
            from = end + 1;
        }
    }

    /** Where the value that begins at {@code from} ends: at a comma, or at the end of the text. */
    static int firstEnd(String text, int from) {
        boolean quoted = false;
        boolean bracketed = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') i++;
            else if (c == '"') quoted = !quoted;
            else if (!quoted && c == '<') bracketed = true;
            else if (!quoted && c == '>') bracketed = false;
            else if (!quoted && !bracketed && c == ',') return i;
        }
        return text.length();
    }
}
