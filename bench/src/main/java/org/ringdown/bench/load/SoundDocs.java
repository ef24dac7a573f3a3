package org.ringdown.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The figures of a run as they stand in docs/performance.md, between two marks, and their pictures beside it. */
public final class SoundDocs {
    private static final String BEGIN = "<!-- begin: ./ringdown bench sound --docs -->\n";
    private static final String END = "<!-- end: ./ringdown bench sound --docs -->\n";
    private static final String COST = "sound-cost.svg";
    private static final String DELAY = "sound-delay.svg";

    private final SoundReport report;

    public SoundDocs(SoundReport report) {
        this.report = report;
    }

    public void write(Path docs) throws IOException {
        var page = docs.resolve("performance.md");
        Files.writeString(page, replaced(Files.readString(page)));
        var chart = new SoundChart(report);
        chart.cost(docs.resolve(COST));
        chart.delay(docs.resolve(DELAY));
        System.out.println("Written: " + page.normalize() + " and its pictures.");
    }

    /** @throws IllegalArgumentException when the page has no marks to write between */
    String replaced(String page) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin)
            throw new IllegalArgumentException(
                    "performance.md has no place for figures: put these two lines where they shall stand:\n"
                            + BEGIN
                            + END);
        return page.substring(0, begin + BEGIN.length()) + text() + page.substring(end);
    }

    String text() {
        return String.join(
                "\n",
                "%s: medians of %d windows of %d s, taken in turn; %d cores, the ends on the same ones."
                        .formatted(
                                report.day(),
                                report.rounds(),
                                report.windowSeconds(),
                                report.cores()),
                "",
                "![Processor time for a packet over the number of calls](" + COST + ")",
                "![Delay over the number of calls](" + DELAY + ")",
                "",
                "| calls | gateway | us a packet | Ringdown beside it, per round | loss | delay p50 / p99 / p99.9, ms | kB a call | set-up | ends, cores |",
                "|---|---|---|---|---|---|---|---|---|",
                report.lines().stream().map(SoundDocs::row).collect(Collectors.joining("\n")),
                "",
                "| gateway | bears | set-up, young | set-up, warm | idle |",
                "|---|---|---|---|---|",
                report.setUps().stream().map(this::row).collect(Collectors.joining("\n")),
                "");
    }

    private static String row(Line line) {
        return "| %d | %s | %.1f | %s | %.3f %% | %.2f / %.2f / %.2f | %.0f | %.1f ms | %.2f |"
                .formatted(
                        line.calls(),
                        line.subject(),
                        line.micros(),
                        line.ratio().map(SoundReport::range).orElse(""),
                        100 * line.loss(),
                        line.p50(),
                        line.p99(),
                        line.p999(),
                        line.kilobytes(),
                        line.setUpMillis(),
                        line.generator());
    }

    private String row(SetUp setUp) {
        return "| %s | %d calls | %.1f ms | %.1f ms | %.0f MB |"
                .formatted(
                        setUp.subject(),
                        report.knee(setUp.subject()),
                        setUp.youngMillis(),
                        setUp.warmMillis(),
                        setUp.idleKilobytes() / 1024.0);
    }
}
