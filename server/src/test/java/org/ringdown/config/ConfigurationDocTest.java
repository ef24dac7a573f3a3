package org.ringdown.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringdown.config.ConfigurationReader.Outcome;
import org.ringdown.config.ConfigurationReader.Sources;

/** Holds docs/configuration.md against the records: every key, every default, and every mark of what is still to come. */
class ConfigurationDocTest {
    private static final Pattern ROW =
            Pattern.compile("\\| `([^`]+)`( ✧)? \\| (?:`([^`]*)`)? ?\\|.*");

    record Row(String fallback, boolean later) {}

    @TempDir Path folder;

    @Test
    void theDocumentHasEveryKeyAndNoOther() throws IOException {
        assertThat(documented().keySet()).containsExactlyInAnyOrderElementsOf(keys().keySet());
    }

    @Test
    void theDocumentHasEveryDefault() throws IOException {
        var written = new TreeMap<String, String>();
        documented().forEach((key, row) -> written.put(key, row.fallback));

        assertThat(written).containsExactlyInAnyOrderEntriesOf(keys());
    }

    @Test
    void whatIsMarkedAsStillToComeIsRefused() throws IOException {
        for (var entry : documented().entrySet()) {
            if (!entry.getValue().later) continue;
            var mistakes = mistakesWith(entry.getKey());

            assertThat(mistakes).as(entry.getKey()).contains("is not in this version");
        }
    }

    @Test
    void whatIsNotMarkedIsNotRefusedAsStillToCome() throws IOException {
        for (var entry : documented().entrySet()) {
            if (entry.getValue().later) continue;

            assertThat(mistakesWith(entry.getKey()))
                    .as(entry.getKey())
                    .doesNotContain("not in this version");
        }
    }

    /** What is wrong with a configuration that sets this one key to something other than its default. */
    private String mistakesWith(String key) throws IOException {
        var yaml = new StringBuilder();
        int depth = 0;
        for (var part : key.split("\\.")) {
            boolean list = part.endsWith("[]");
            yaml.append("  ".repeat(depth)).append(part.replace("[]", "")).append(":\n");
            if (list) yaml.append("  ".repeat(++depth)).append("- ").append("other: 1\n");
            depth++;
        }
        var text = yaml.substring(0, yaml.length() - 1);
        for (var value : List.of("1", "true", "info", "sip:x", "jdbc:x", "https://x.example")) {
            var outcome = read(text + " " + value + "\n");
            if (outcome.contains("not in this version")) return outcome;
        }
        return "";
    }

    private String read(String yaml) throws IOException {
        var file = Files.writeString(folder.resolve("ringdown.yaml"), yaml);
        return ConfigurationReader.read(new Sources(Optional.of(file), Map.of(), List.of()))
                .toString();
    }

    private static Map<String, Row> documented() throws IOException {
        var rows = new TreeMap<String, Row>();
        for (var line : Files.readAllLines(Path.of("../docs/configuration.md"))) {
            var row = ROW.matcher(line);
            if (!row.matches()) continue;
            var fallback = Optional.ofNullable(row.group(3)).orElse("");
            assertThat(rows.put(row.group(1), new Row(fallback, row.group(2) != null)))
                    .as(row.group(1))
                    .isNull();
        }
        return rows;
    }

    /** Every key of the record tree with its default as it would be written. */
    private Map<String, String> keys() throws IOException {
        var file = Files.writeString(folder.resolve("empty.yaml"), "");
        var outcome = ConfigurationReader.read(new Sources(Optional.of(file), Map.of(), List.of()));
        var keys = new TreeMap<String, String>();
        walk("", Configuration.class, Optional.of(((Outcome.Good) outcome).configuration()), keys);
        keys.remove("dev");
        keys.putAll(
                Map.ofEntries(
                        Map.entry("users.NAME.line.expires", "1h"),
                        Map.entry("trunks.NAME.register", "false"),
                        Map.entry("trunks.NAME.expires", "1h"),
                        Map.entry("trunks.NAME.watch", "30s"),
                        Map.entry("trunks.NAME.dtmf", "rfc4733"),
                        Map.entry("trunks.NAME.srtp", "off"),
                        Map.entry("trunks.NAME.comedia", "false"),
                        Map.entry("trunks.NAME.offer", "now"),
                        Map.entry("trunks.NAME.trusted", "false"),
                        Map.entry("trunks.NAME.may", "[info]"),
                        Map.entry("media.transcode", "on"),
                        Map.entry("media.transcode-on-loss", "on"),
                        Map.entry("media.video.transcode", "off"),
                        Map.entry("trunks.NAME.refer", "on"),
                        Map.entry("trunks.NAME.transfer", "bridge"),
                        Map.entry("users.NAME.line.transfer", "bridge"),
                        Map.entry("numbers.international", "00"),
                        Map.entry("store.url", "embedded"),
                        Map.entry("store.folder", "ringdown-data"),
                        Map.entry("buttons.NAME.max-calls", "5"),
                        Map.entry("buttons.NAME.max-minutes", "10")));
        return keys;
    }

    private static void walk(
            String path, Class<?> section, Optional<Object> value, Map<String, String> keys) {
        for (var component : section.getRecordComponents()) {
            var key = (path.isEmpty() ? "" : path + ".") + Kind.dashed(component.getName());
            var below = value.map(record -> get(component, record));
            descend(key, component.getGenericType(), below, keys);
        }
    }

    private static void descend(
            String key, Type type, Optional<Object> value, Map<String, String> keys) {
        if (type instanceof ParameterizedType generic) {
            var arguments = generic.getActualTypeArguments();
            var last = arguments[arguments.length - 1];
            if (generic.getRawType() == Map.class) {
                descend(key + ".NAME", last, Optional.empty(), keys);
            } else if (isSection(last)) {
                boolean list = generic.getRawType() == List.class;
                if (list && !key.equals("routes")) keys.put(key, "");
                descend(list ? key + "[]" : key, last, Optional.empty(), keys);
            } else {
                keys.put(key, last == InetAddress.class ? "auto" : written(value));
            }
        } else if (isSection(type)) {
            walk(key, (Class<?>) type, value, keys);
        } else {
            keys.put(key, written(value));
        }
    }

    private static boolean isSection(Type type) {
        return type instanceof Class<?> c
                && c.isRecord()
                && c.getEnclosingClass() == Configuration.class;
    }

    private static String written(Optional<Object> value) {
        return switch (value.orElse("")) {
            case Enum<?> word -> Kind.dashed(word);
            case Duration time when time.toDays() > 1 && time.toHoursPart() == 0 ->
                    time.toDays() + "d";
            case Duration time when time.toMinutesPart() == 0 && time.toSecondsPart() == 0 ->
                    time.toHours() + "h";
            case Duration time -> time.toSeconds() + "s";
            case OptionalInt _ -> "auto";
            case Optional<?> none when none.isEmpty() -> "";
            case Optional<?> some -> written(Optional.of(some.get()));
            case List<?> list -> list.isEmpty() ? "" : list.toString();
            case Object other -> other.toString();
        };
    }

    private static Object get(RecordComponent component, Object record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
