package org.ringdown.interop.matrix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What became of the combinations that were tried; of one tried twice, the second time.
 *
 * <p>Each is a line of a file as soon as it is known, so that a run of an hour can be watched, cut in pieces that run side by side, and
 * taken up again where it was ended.
 */
public final class Table {
    /** One row; no complaint means that it went well. */
    public record Row(Combination combination, Duration took, String complaint) {
        public boolean good() {
            return complaint.isEmpty();
        }
    }

    private final Path file;

    public Table(Path file) {
        this.file = file;
    }

    /** Begins anew. */
    public void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

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
        var row = new Row(combination, Duration.ofNanos(System.nanoTime() - start), complaint);
        write(row);
        var rows = rows();
        System.out.printf(
                "%s (%d of %d, %d good)%n",
                line(row), rows.size(), Combination.possible().size(), good(rows));
    }

    private void write(Row row) {
        var line =
                "%s\t%d\t%s\n"
                        .formatted(
                                row.combination(),
                                row.took().toMillis(),
                                row.complaint().replace('\t', ' '));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String firstLine(Throwable e) {
        return e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getMessage().lines().findFirst().orElse("");
    }

    /** The latest of each combination, in the order of {@link Combination#all()}. */
    public List<Row> rows() {
        var named =
                Combination.all().stream()
                        .collect(Collectors.toMap(Combination::toString, Function.identity()));
        var latest =
                lines().stream()
                        .map(line -> line.split("\t", -1))
                        .filter(parts -> named.containsKey(parts[0]))
                        .map(parts ->
                                new Row(
                                        named.get(parts[0]),
                                        Duration.ofMillis(Long.parseLong(parts[1])),
                                        parts[2]))
                        .collect(
                                Collectors.toMap(
                                        Row::combination, row -> row, (_, later) -> later));
        return Combination.all().stream().filter(latest::containsKey).map(latest::get).toList();
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it went well before. */
    public boolean hasGood(Combination combination) {
        return rows().stream().anyMatch(row -> row.combination().equals(combination) && row.good());
    }

    /** One line a row, and how many went well. */
    public void print() {
        var rows = rows();
        for (var row : rows) System.out.println(line(row));
        System.out.printf("%d of %d combinations good%n", good(rows), rows.size());
    }

    private static String line(Row row) {
        return "%-52s %4.1f s  %s"
                .formatted(
                        row.combination(),
                        row.took().toMillis() / 1000.0,
                        row.good() ? "good" : row.complaint());
    }

    private static long good(List<Row> rows) {
        return rows.stream().filter(Row::good).count();
    }

    /** As a page: what was tried and became of it, and what cannot be, with the reasons. {@code versions} are of the programs, by their names. */
    public String markdown(String date, Map<String, String> versions) {
        var text = new StringBuilder();
        var rows = rows();
        text.append("%s: %d of %d combinations good.%n%n".formatted(date, good(rows), rows.size()));
        text.append("| program | version |\n|---|---|\n");
        versions.forEach((name, version) -> text.append("| %s | %s |%n".formatted(name, version)));
        text.append(
                "\n| client | peer | transport | sound | codec | | hold | transfer |\n|---|---|---|---|---|---|---|---|\n");
        for (var row : rows) {
            var values = row.combination().values();
            for (var value : values) text.append("| ").append(value).append(' ');
            text.append("| ").append(row.good() ? "good" : "**failed**: " + row.complaint());
            text.append(" | ")
                    .append(row.combination().withoutHold().orElse(row.good() ? "good" : ""))
                    .append(" | ")
                    .append(row.combination().withoutTransfer().orElse(row.good() ? "good" : ""))
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
