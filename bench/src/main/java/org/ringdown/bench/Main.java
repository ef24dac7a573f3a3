package org.ringdown.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.ringdown.bench.load.RtmpBench;
import org.ringdown.bench.load.SoundBench;
import org.ringdown.bench.load.SoundDocs;
import org.ringdown.bench.load.SoundPlan;
import org.ringdown.bench.load.SoundReport;

/** What {@code bench/run} starts, in the folder of the interop tests, where the browsers' driver is. */
public final class Main {
    private static final List<String> FLAGS = List.of("--knee", "--docs");

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        var words = List.of(arguments);
        var folder = Path.of("target/bench").toAbsolutePath();
        if (words.stream().filter(word -> !FLAGS.contains(word)).count() % 2 == 0) refuse(words);
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
            case "sound" -> sound(folder, words);
            case "rtmp" ->
                    new RtmpBench(folder)
                            .run(
                                    number(words, "--calls", "200"),
                                    Duration.ofSeconds(number(words, "--seconds", "5")),
                                    number(words, "--rounds", "5"),
                                    json(words));
            case "transcoding" ->
                    new TranscodingBench().run(number(words, "--runs", "5"), json(words));
            case "conference" ->
                    new ConferenceBench().run(number(words, "--runs", "5"), json(words));
            default -> refuse(words);
        }
        System.exit(0); // readers of closed sockets do not keep the program
    }

    private static void sound(Path folder, List<String> words) throws Exception {
        var numbers = option(words, "--calls", "50,200,500,1000");
        var plan =
                new SoundPlan(
                        words.contains("--knee") ? SoundPlan.knee() : SoundPlan.numbers(numbers),
                        Duration.ofSeconds(number(words, "--seconds", "5")),
                        number(words, "--rounds", "5"),
                        SoundPlan.rivals(option(words, "--beside", SoundPlan.everybody())),
                        number(words, "--warm-after", "2000"));
        var report =
                words.contains("--read")
                        ? SoundReport.read(Path.of(option(words, "--read", "")))
                        : new SoundBench(folder, plan).run(json(words));
        if (words.contains("--docs")) new SoundDocs(report).write(Path.of("../docs"));
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
