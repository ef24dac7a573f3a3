package org.ringdown.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** All measurements of a run: medians as a table, single values as JSON. */
public record SoundReport(
        String what,
        LocalDate day,
        int cores,
        long windowSeconds,
        int rounds,
        List<SetUp> setUps,
        List<Measured> measured) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static SoundReport now(SoundPlan plan, List<SetUp> setUps, List<Measured> measured) {
        return new SoundReport(
                "calls with sound between pages and phones, and what they cost",
                LocalDate.now(),
                Runtime.getRuntime().availableProcessors(),
                plan.window().toSeconds(),
                plan.rounds(),
                List.copyOf(setUps),
                List.copyOf(measured));
    }

    public static SoundReport read(Path json) throws IOException {
        return JSON.readValue(Files.readAllBytes(json), SoundReport.class);
    }

    void write(Path json) throws IOException {
        Files.createDirectories(json.toAbsolutePath().getParent());
        Files.write(json, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
    }

    SequencedSet<String> subjects() {
        return measured.stream()
                .map(Measured::subject)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** By calls, and then as the subjects took turns. */
    List<Line> lines() {
        return measured.stream()
                .map(Measured::calls)
                .distinct()
                .sorted()
                .flatMap(calls -> subjects().stream().map(subject -> rounds(subject, calls)))
                .filter(rounds -> !rounds.isEmpty())
                .map(rounds -> Line.of(rounds, measured))
                .toList();
    }

    private List<Measured> rounds(String subject, int calls) {
        return measured.stream()
                .filter(each -> each.subject().equals(subject) && each.calls() == calls)
                .toList();
    }

    /** The most calls that a subject bore, as all fewer ones; 0 where there were none. */
    int knee(String subject) {
        return lines().stream()
                .filter(line -> line.subject().equals(subject))
                .takeWhile(Line::isBorne)
                .mapToInt(Line::calls)
                .max()
                .orElse(0);
    }

    /** For a terminal. */
    String text() {
        var text =
                new StringBuilder(
                        "%nMedians of %d windows of %d s each, taken in turn; %d cores. ratio: Ringdown's us a packet beside theirs, round by round (least to most)%n%n"
                                .formatted(rounds, windowSeconds, cores));
        text.append(
                "%-22s%6s%13s%22s%8s%10s%28s%12s%12s%n"
                        .formatted(
                                "",
                                "calls",
                                "us a packet",
                                "ratio",
                                "ends",
                                "loss, %",
                                "p50 / p99 / p99.9, ms",
                                "set-up, ms",
                                "kB a call"));
        lines().forEach(line -> text.append(row(line)));
        text.append('\n');
        setUps.forEach(setUp -> text.append(setUp).append('\n'));
        for (var subject : subjects())
            text.append(
                    "%-22sbears %d calls (loss under 0.1 %%, p99 under 20 ms)%n"
                            .formatted(subject, knee(subject)));
        return text.toString();
    }

    private static String row(Line line) {
        return "%-22s%6d%13.2f%22s%8.2f%10.3f%28s%12.1f%12.0f%n"
                .formatted(
                        line.subject(),
                        line.calls(),
                        line.micros(),
                        line.ratio().map(SoundReport::range).orElse(""),
                        line.generator(),
                        100 * line.loss(),
                        "%.2f / %.2f / %.2f".formatted(line.p50(), line.p99(), line.p999()),
                        line.setUpMillis(),
                        line.kilobytes());
    }

    static String range(Line.Range range) {
        return "%.2f (%.2f-%.2f)".formatted(range.median(), range.least(), range.most());
    }
}
