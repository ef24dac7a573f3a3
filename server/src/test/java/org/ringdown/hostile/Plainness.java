package org.ringdown.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What text must not have that people, terminals or other programs are shown. */
final class Plainness {
    private static final Pattern LOG_LINE =
            Pattern.compile(
                    "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z (ERROR|WARN |INFO |DEBUG|TRACE) [\\w.$-]+  .*");
    private static final Pattern FRAME = Pattern.compile(" {4}\\S.*| {8}at .*");
    private static final int LONGEST_LINE = 4096;

    private Plainness() {}

    /** Also of line ends. */
    static void line(String what, String text) {
        assertThat(text.codePoints().filter(Plainness::means).mapToObj("U+%04X"::formatted))
                .as("%s: %s", what, text)
                .isEmpty();
    }

    static void lines(String what, String text) {
        text.lines().forEach(line -> line(what, line.replace('\t', ' ')));
    }

    static void log(List<String> lines) {
        for (var line : lines) {
            line("log", line);
            assertThat(line)
                    .matches(
                            text ->
                                    LOG_LINE.matcher(text).matches()
                                            || FRAME.matcher(text).matches(),
                            "has the form of a line");
            assertThat(line.getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
                    .as(line)
                    .isLessThanOrEqualTo(LONGEST_LINE);
        }
    }

    /** Each text in it, as a program reads it. */
    static void json(String what, JsonNode node) {
        if (node.isString()) lines(what, node.asString());
        node.forEach(child -> json(what, child));
    }

    private static boolean means(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            case Character.FORMAT -> (c < 0x200c || c > 0x200f) && c != 0x61c; // what scripts need
            default -> false;
        };
    }
}
