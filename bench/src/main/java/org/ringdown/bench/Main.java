package org.ringdown.bench;

import java.nio.file.Path;
import java.util.List;

/** {@code ./ringdown bench}: chooses the measurement. */
public final class Main {
    private static final String USAGE =
            """
            Usage: ./ringdown bench click [--browser chromium|firefox] [--calls N] [--json FILE]

              click   from a click in a page to the first sound of a SIP phone, beside Janus' SIP plugin

            Prints a table and writes the single values as JSON (bench/target/click.json).
            """;

    private Main() {}

    public static void main(String[] arguments) {
        var words = List.of(arguments);
        if (words.contains("--help") || words.contains("-h")) {
            System.out.print(USAGE);
        } else if (words.isEmpty() || !words.getFirst().equals("click") || words.size() % 2 == 0) {
            System.err.print(USAGE);
            System.exit(1);
        } else {
            var folder = Path.of("target/bench").toAbsolutePath();
            var json = Path.of(option(words, "--json", "../bench/target/click.json"));
            new ClickBench(folder, option(words, "--browser", "chromium"))
                    .run(Integer.parseInt(option(words, "--calls", "8")), json);
        }
    }

    private static String option(List<String> words, String name, String otherwise) {
        int at = words.indexOf(name);
        return at < 0 ? otherwise : words.get(at + 1);
    }
}
