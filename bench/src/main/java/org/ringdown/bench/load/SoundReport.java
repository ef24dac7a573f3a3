package org.ringdown.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.json.JsonMapper;

/** All measurements of a run: medians as a table, single values as JSON. */
final class SoundReport {
    private final List<Measured> all;
    private final Duration window;

    SoundReport(List<Measured> all, Duration window) {
        this.all = List.copyOf(all);
        this.window = window;
    }

    String table() {
        var text =
                new StringBuilder(
                        "%nmedians of windows of %d s, %d cores%n%n"
                                .formatted(
                                        window.toSeconds(),
                                        Runtime.getRuntime().availableProcessors()));
        text.append(
                "%-24s%8s%14s%10s%10s%10s%10s%14s%12s%n"
                        .formatted(
                                "",
                                "calls",
                                "us a packet",
                                "loss, %",
                                "p50, ms",
                                "p99, ms",
                                "p99.9, ms",
                                "set-up, ms",
                                "kB a call"));
        for (var calls : new LinkedHashSet<>(all.stream().map(Measured::calls).toList()))
            for (var subject : new LinkedHashSet<>(all.stream().map(Measured::subject).toList()))
                text.append(row(subject, calls));
        return text.toString();
    }

    private String row(String subject, int calls) {
        var rows =
                all.stream()
                        .filter(each -> each.subject().equals(subject) && each.calls() == calls)
                        .toList();
        return "%-24s%8d%14.2f%10.3f%10.2f%10.2f%10.2f%14.1f%12.0f%n"
                .formatted(
                        subject,
                        calls,
                        median(rows, Measured::micros),
                        100 * median(rows, Measured::loss),
                        median(rows, Measured::p50),
                        median(rows, Measured::p99),
                        median(rows, Measured::p999),
                        median(rows, Measured::setUpMillis),
                        median(rows, Measured::kilobytes));
    }

    private static double median(List<Measured> rows, ToDoubleFunction<Measured> value) {
        var sorted = rows.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    void write(Path json) throws IOException {
        var report = new LinkedHashMap<String, Object>();
        report.put("what", "calls with sound between pages and phones, and what they cost");
        report.put("cores", Runtime.getRuntime().availableProcessors());
        report.put("windowSeconds", window.toSeconds());
        report.put("measured", all);
        Files.createDirectories(json.toAbsolutePath().getParent());
        Files.write(
                json,
                JsonMapper.builder()
                        .build()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsBytes(report));
    }
}
