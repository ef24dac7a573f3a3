package org.ringdown.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.ringdown.bench.load.SoundBench;

/** What {@code bench/run} starts, in the folder of the interop tests, where the browsers' driver is. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        var words = List.of(arguments);
        var folder = Path.of("target/bench").toAbsolutePath();
        if (words.size() % 2 == 0) refuse(words);
        switch (words.getFirst()) {
            case "click" ->
                    new ClickBench(folder, option(words, "--browser", "chromium"))
                            .run(number(words, "--calls", "8"), json(words));
            case "calls" ->
                    new CallsBench(folder)
                            .run(
                                    number(words, "--rate", "100"),
                                    number(words, "--seconds", "60"),
                                    json(words));
            case "sound" ->
                    new SoundBench(
                                    folder,
                                    Duration.ofSeconds(number(words, "--seconds", "5")),
                                    number(words, "--rounds", "5"))
                            .run(
                                    SoundBench.numbers(option(words, "--calls", "50,200,500,1000")),
                                    json(words));
            case "transcoding" ->
                    new TranscodingBench().run(number(words, "--runs", "5"), json(words));
            case "conference" ->
                    new ConferenceBench().run(number(words, "--runs", "5"), json(words));
            default -> refuse(words);
        }
        System.exit(0); // readers of closed sockets do not keep the program
    }

    private static void refuse(List<String> words) {
        System.err.println(
                "bench: cannot make sense of " + words + "; see ./ringdown bench --help");
        System.exit(1);
    }

    private static Path json(List<String> words) {
        return Path.of(option(words, "--json", "../bench/target/" + words.getFirst() + ".json"));
    }

    private static int number(List<String> words, String name, String otherwise) {
        return Integer.parseInt(option(words, name, otherwise));
    }

    private static String option(List<String> words, String name, String otherwise) {
        int at = words.indexOf(name);
        return at < 0 ? otherwise : words.get(at + 1);
    }
}
