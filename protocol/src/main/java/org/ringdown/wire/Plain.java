package org.ringdown.wire;

/**
 * Text of strangers made fit to be shown, kept and passed on: no control character, no line end, nothing that turns a line round or cannot be
 * seen, no half of a surrogate pair. Each becomes a question mark.
 */
public final class Plain {
    private Plain() {}

    /** One line. */
    public static String text(String foreign) {
        return is(foreign) ? foreign : replaced(foreign, false);
    }

    /** One line of so many characters at most. */
    public static String text(String foreign, int most) {
        var text = text(foreign);
        if (text.length() <= most) return text;
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }

    /** Any number of lines; tabs stay too. */
    public static String lines(String foreign) {
        return is(foreign) ? foreign : replaced(foreign, true);
    }

    /** Whether {@link #text} leaves it as it is. */
    public static boolean is(String text) {
        return text.codePoints().allMatch(Plain::is);
    }

    public static boolean is(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            case Character.FORMAT -> isOfAScript(codePoint);
            default -> true;
        };
    }

    /** What names in some scripts cannot be written without: joiners, and marks that only say which way one letter goes. */
    private static boolean isOfAScript(int codePoint) {
        return codePoint >= 0x200c && codePoint <= 0x200f || codePoint == 0x61c;
    }

    private static String replaced(String foreign, boolean lines) {
        var clean = new StringBuilder(foreign.length());
        foreign.codePoints()
                .forEach(c -> clean.appendCodePoint(is(c) || lines && isLayout(c) ? c : '?'));
        return clean.toString();
    }

    private static boolean isLayout(int c) {
        return c == '\n' || c == '\r' || c == '\t';
    }
}
