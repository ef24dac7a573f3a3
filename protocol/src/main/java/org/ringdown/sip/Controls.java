package org.ringdown.sip;

/**
 * The guard against header injection: control characters in header values.
 *
 * <p>The grammar has one place for them, behind a backslash in a quoted string, and none for CR and LF (RFC 3261 §25.1).
 */
final class Controls {
    private Controls() {}

    static boolean is(int c) {
        return c < 0x20 || c == 0x7f;
    }

    /** Whether {@code value} may stand in a message as it is. */
    static boolean allowedIn(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (is(value.charAt(i))) return onlyEscapedIn(value);
        }
        return true;
    }

    private static boolean onlyEscapedIn(String value) {
        boolean quoted = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quoted && c == '\\' && i + 1 < value.length()) {
                char escaped = value.charAt(++i);
                if (escaped == '\r' || escaped == '\n') return false;
            } else if (is(c)) {
                return false;
            } else if (c == '"') {
                quoted = !quoted;
            }
        }
        return !quoted;
    }

    /** Refuses what a caller must never have built: the last gate before a message is written. */
    static String refuseIn(String value, String what) {
        if (!allowedIn(value)) throw new IllegalArgumentException("control character in " + what);
        return value;
    }
}
