package org.ringdown.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import tools.jackson.databind.ObjectMapper;

/** What was measured, a line each: for people as a table, for programs as JSON. */
public final class Rows {
    private final List<Row> rows = new ArrayList<>();

    public void add(String name, List<Double> millis) {
        rows.add(new Row(name, millis));
    }

    /** @param title what the milliseconds are of */
    public String table(String title) {
        int width = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
        var text = new StringBuilder();
        text.append(title).append(System.lineSeparator());
        text.append(line(width, "", "least", "median", "most"));
        for (var row : rows)
            text.append(
                    line(width, row.name(), two(row.least()), two(row.median()), two(row.most())));
        return text.toString();
    }

    private static String line(int width, String name, String... values) {
        return name
                + " ".repeat(width - name.length())
                + " %8s %8s %8s%n".formatted((Object[]) values);
    }

    private static String two(double value) {
        return "%.2f".formatted(value);
    }

    /** The single values, by name. */
    public void write(Path json) throws IOException {
        Files.createDirectories(json.toAbsolutePath().getParent());
        var values = new LinkedHashMap<String, List<Double>>();
        for (var row : rows) values.put(row.name(), row.millis());
        Files.writeString(json, new ObjectMapper().writeValueAsString(values));
    }
}
