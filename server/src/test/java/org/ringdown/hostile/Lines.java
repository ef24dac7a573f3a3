package org.ringdown.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A message as a reader takes it who knows of lines, colons and nothing else: the second opinion on what the gateway writes. It is strict, so
 * that there is no second way to read what it lets pass.
 */
record Lines(String start, List<Map.Entry<String, String>> headers, String body) {
    static Lines of(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        assertThat(end).as("the end of the head: %s", text).isPositive();
        var lines = text.substring(0, end).split("\r\n", -1);
        var headers = new ArrayList<Map.Entry<String, String>>();
        for (int i = 1; i < lines.length; i++) {
            assertThat(lines[i])
                    .matches("(?s)[A-Za-z][A-Za-z-]*: ?\\S?.*")
                    .doesNotContain("\r", "\n");
            int colon = lines[i].indexOf(':');
            headers.add(
                    Map.entry(lines[i].substring(0, colon), lines[i].substring(colon + 1).strip()));
        }
        return new Lines(lines[0], List.copyOf(headers), text.substring(end + 4));
    }

    /** Start line and headers, as they are meant to be shown. */
    String head() {
        var head = new StringBuilder(start);
        headers.forEach(header ->
                head.append('\n').append(header.getKey()).append(": ").append(header.getValue()));
        return new String(
                head.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    boolean isResponse() {
        return start.startsWith("SIP/2.0 ");
    }

    List<String> all(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    String one(String name) {
        assertThat(all(name)).as("%s of %s", name, this).hasSize(1);
        return all(name).getFirst();
    }

    List<String> names() {
        return headers.stream().map(Map.Entry::getKey).toList();
    }
}
