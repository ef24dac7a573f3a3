package org.ringdown.interop.matrix;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What became of the combinations that were tried, in the order in which they were. */
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
        System.out.printf(
                "%d of %d combinations good%n",
                rows.stream().filter(Row::good).count(), rows.size());
    }
}
