package org.ringdown.log;

import org.ringdown.wire.Plain;

/** Makes text from anywhere safe to print: no line ends, no terminal control, no direction overrides. */
final class Escape {
    private Escape() {}

    /** Appends {@code text}, escaped, and cut where it would take more than {@code limit} bytes of UTF-8. */
    static void into(StringBuilder out, String text, int limit) {
        int room = limit;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            var shown = shown(c);
            room -= size(shown);
            if (room < 0) {
                out.append("… (").append(text.length() - i).append(" more)");
                return;
            }
            out.append(shown);
            i += Character.charCount(c);
        }
    }

    private static String shown(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> Plain.is(c) ? Character.toString(c) : String.format("\\u%04x", c);
        };
    }

    private static int size(String shown) {
        int c = shown.codePointAt(0);
        if (c < 0x80) return shown.length();
        return c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }
}
