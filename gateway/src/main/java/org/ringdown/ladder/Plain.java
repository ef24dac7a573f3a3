package org.ringdown.ladder;

/** Text of strangers made fit for a terminal: no control character, no escape sequence, nothing that turns the line round. */
final class Plain {
    private Plain() {}

    static String text(String foreign) {
        boolean plain = foreign.chars().noneMatch(Plain::isDangerous);
        if (plain) return foreign;
        var clean = new StringBuilder(foreign.length());
        foreign.codePoints().forEach(c -> clean.appendCodePoint(isDangerous(c) ? '?' : c));
        return clean.toString();
    }

    private static boolean isDangerous(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> false;
        };
    }
}
