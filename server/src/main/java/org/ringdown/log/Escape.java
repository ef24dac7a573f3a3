package org.ringdown.log;

/** Makes text from anywhere safe to print: no line ends, no terminal control, no direction overrides. */
final class Escape {
    private Escape() {}

    /** Appends {@code text}, escaped, and cut after {@code limit} characters. */
    static void into(StringBuilder out, String text, int limit) {
        int end = Math.min(text.length(), limit);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (printable(c)) {
                        out.append(c);
                    } else {
                        out.append(String.format("\\u%04x", (int) c));
                    }
                }
            }
        }
        if (end < text.length()) out.append("… (").append(text.length() - end).append(" more)");
    }

    /** Surrogates pass: a pair is one printable character, and a lone one prints as a question mark. */
    private static boolean printable(char c) {
        int type = Character.getType(c);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
