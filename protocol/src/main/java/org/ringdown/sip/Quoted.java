package org.ringdown.sip;

/** Quoted strings (RFC 3261 §25.1): to plain text and back. */
final class Quoted {
    private Quoted() {}

    /** {@code raw} without quotes and backslashes; what has no quotes is returned as it is. */
    static String unquote(String raw) {
        if (raw.length() < 2 || raw.charAt(0) != '"') return raw;
        if (raw.indexOf('\\') < 0) return raw.substring(1, raw.length() - 1);
        var plain = new StringBuilder(raw.length());
        for (int i = 1; i < raw.length() - 1; i++) {
            if (raw.charAt(i) == '\\') i++;
            plain.append(raw.charAt(i));
        }
        return plain.toString();
    }

    /** {@code plain} in quotes. Control characters get a backslash; CR and LF cannot be written in any way and are refused. */
    static String quote(String plain) {
        var raw = new StringBuilder(plain.length() + 2).append('"');
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (c == '\r' || c == '\n')
                throw new IllegalArgumentException("a line break in a quoted string");
            if (c == '"' || c == '\\' || Controls.is(c)) raw.append('\\');
            raw.append(c);
        }
        return raw.append('"').toString();
    }
}
