package org.ringdown.interop.matrix;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What became of the combinations that were tried, in the order in which they were; of one tried twice, the second time. */
public final class Table {
    /** One row; no complaint means that it went well. */
    public record Row(Combination combination, Duration took, String complaint) {
        public boolean good() {
            return complaint.isEmpty();
        }
    }

    private final List<Row> rows = new ArrayList<>();

    /** Makes one try, keeps what became of it, and passes on what it throws. */
    public void record(Combination combination, Runnable attempt) {
        long start = System.nanoTime();
        try {
            attempt.run();
            add(combination, start, "");
        } catch (RuntimeException | AssertionError e) {
            add(combination, start, firstLine(e));
            throw e;
        }
    }

    private void add(Combination combination, long start, String complaint) {
        rows.removeIf(row -> row.combination().equals(combination));
        rows.add(new Row(combination, Duration.ofNanos(System.nanoTime() - start), complaint));
    }

    private static String firstLine(Throwable e) {
        return e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getMessage().lines().findFirst().orElse("");
    }

    public List<Row> rows() {
        return List.copyOf(rows);
    }

    /** One line a row, and how many went well. */
    public void print() {
        for (var row : rows)
            System.out.printf(
                    "%-52s %4.1f s  %s%n",
                    row.combination(),
                    row.took().toMillis() / 1000.0,
                    row.good() ? "good" : row.complaint());
        System.out.printf("%d of %d combinations good%n", good(), rows.size());
    }

    private long good() {
        return rows.stream().filter(Row::good).count();
    }

    /** As a page: what was tried and became of it, and what cannot be, with the reasons. {@code versions} are of the programs, by their names. */
    public String markdown(String date, Map<String, String> versions) {
        var text = new StringBuilder();
        text.append("%s: %d of %d combinations good.%n%n".formatted(date, good(), rows.size()));
        text.append("| program | version |\n|---|---|\n");
        versions.forEach((name, version) -> text.append("| %s | %s |%n".formatted(name, version)));
        text.append(
                "\n| client | peer | transport | sound | codec | | hold |\n|---|---|---|---|---|---|---|\n");
        for (var row : rows) {
            var values = row.combination().values();
            for (var value : values) text.append("| ").append(value).append(' ');
            text.append("| ").append(row.good() ? "good" : "**failed**: " + row.complaint());
            text.append(" | ")
                    .append(row.combination().withoutHold().orElse("good"))
                    .append(" |\n");
        }
        text.append("\nNot tried, because it cannot be:\n\n");
        Combination.all().stream()
                .filter(each -> each.impossible().isPresent())
                .map(each ->
                        "* %s, %s, %s: %s"
                                .formatted(
                                        each.peer(),
                                        each.transport(),
                                        each.encryption(),
                                        each.impossible().get()))
                .distinct()
                .forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
