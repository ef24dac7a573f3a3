package org.ringdown.bench;

import java.nio.file.Path;
import java.util.List;

/** What {@code bench/run} starts, in the folder of the interop tests, where the browsers' driver is. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        var words = List.of(arguments);
        if (words.isEmpty() || !words.getFirst().equals("click") || words.size() % 2 == 0) {
            System.err.println(
                    "bench: cannot make sense of " + words + "; see ./ringdown bench --help");
            System.exit(1);
        }
        var folder = Path.of("target/bench").toAbsolutePath();
        var json = Path.of(option(words, "--json", "../bench/target/click.json"));
        new ClickBench(folder, option(words, "--browser", "chromium"))
                .run(Integer.parseInt(option(words, "--calls", "8")), json);
        System.exit(0); // readers of closed sockets do not keep the program
    }

    private static String option(List<String> words, String name, String otherwise) {
        int at = words.indexOf(name);
        return at < 0 ? otherwise : words.get(at + 1);
    }
}
