package org.ringdown.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A mapping while it is read. Every key that is asked for is a known one; {@link #end} names the others.
 *
 * <p>A mistake is noted and reading goes on with the default, so that one run names them all.
 */
final class Section {
    private final String path;
    private final String key;
    private final Node.Mapping mapping;
    private final Reading reading;
    private final Set<String> known = new LinkedHashSet<>();

    private Section(String path, String key, Node.Mapping mapping, Reading reading) {
        this.path = path;
        this.key = key;
        this.mapping = mapping;
        this.reading = reading;
    }

    /** The whole tree. */
    static <T> T top(Node.Mapping tree, Reading reading, Function<Section, T> read) {
        var top = new Section("", "", tree, reading);
        var value = read.apply(top);
        top.end();
        return value;
    }

    /** The key under which this section stands; among named sections, the name that the operator gave it. */
    String key() {
        return key;
    }

    boolean has(String key) {
        return !(node(key) instanceof Node.Empty);
    }

    <T> T get(String key, Kind<T> kind, T fallback) {
        return value(key, node(key), kind).orElse(fallback);
    }

    <T> Optional<T> find(String key, Kind<T> kind) {
        return value(key, node(key), kind);
    }

    /** A value that must be there. Without it the mistake is noted, and {@code standIn} keeps reading going. */
    <T> T need(String key, Kind<T> kind, T standIn) {
        if (!has(key))
            reading.mistake(mapping.where(), name(key) + " is missing; write " + kind.wanted());
        return get(key, kind, standIn);
    }

    <T> List<T> list(String key, Kind<T> kind) {
        var values = new ArrayList<T>();
        for (var item : node(key).items()) value(key, item, kind).ifPresent(values::add);
        return List.copyOf(values);
    }

    /** The same; where nothing is written, {@code fallback}. An empty list is one that is written. */
    <T> List<T> list(String key, Kind<T> kind, List<T> fallback) {
        return node(key) instanceof Node.Empty ? fallback : list(key, kind);
    }

    /** The secret under {@code key}, or in the file named by {@code key-file}. */
    Optional<Secret> secret(String key) {
        var fileKey = key + "-file";
        if (has(key) && has(fileKey)) {
            reading.mistake(
                    node(fileKey).where(),
                    name(key) + " and " + name(fileKey) + " exclude each other");
        }
        var file = find(fileKey, Kind.FILE);
        if (file.isEmpty()) return find(key, Kind.TEXT).map(Secret::new);
        return reading.secretIn(file.get(), node(fileKey).where(), name(fileKey));
    }

    /** A secret that must be there, of {@code least} characters at least; a note in both cases says how to get one. */
    Secret needSecret(String key, int least, String advice) {
        var written = has(key) ? key : key + "-file";
        var secret = secret(key);
        if (!has(written)) {
            mistake(written, "is missing; " + advice);
        } else if (secret.isPresent() && secret.get().reveal().length() < least) {
            boolean empty = secret.get().reveal().isEmpty();
            mistake(written, (empty ? "is empty; " : "is too short; ") + advice);
        }
        return secret.orElse(new Secret(""));
    }

    /** The file that a key names, as seen from the configuration file. */
    Path needFile(String key) {
        return reading.resolve(need(key, Kind.FILE, Path.of("")));
    }

    Optional<Path> findFile(String key) {
        return find(key, Kind.FILE).map(reading::resolve);
    }

    /** A file or folder of ours, as seen from the configuration file. */
    Path resolve(Path path) {
        return reading.resolve(path);
    }

    <T> T section(String key, Function<Section, T> read) {
        return read(name(key), key, node(key), read);
    }

    <T> Optional<T> maybe(String key, Function<Section, T> read) {
        return hasInside(node(key)) ? Optional.of(section(key, read)) : Optional.empty();
    }

    <T> List<T> sections(String key, Function<Section, T> read) {
        var sections = new ArrayList<T>();
        for (var item : node(key).items()) {
            sections.add(read(name(key) + "[" + sections.size() + "]", key, item, read));
        }
        return List.copyOf(sections);
    }

    /** Sections under names that the operator chose. */
    <T> Map<String, T> named(String key, Function<Section, T> read) {
        return named(key, Kind.NAMED, read);
    }

    /** @param names what they may be */
    <T> Map<String, T> named(String key, Kind<String> names, Function<Section, T> read) {
        return section(key, section -> section.all(names, read));
    }

    private <T> Map<String, T> all(Kind<String> names, Function<Section, T> read) {
        var all = new LinkedHashMap<String, T>();
        mapping.entries()
                .forEach((name, node) -> {
                    known.add(name);
                    value(name, new Node.Scalar(name, node.where()), names);
                    all.put(name, read(name(name), name, node, read));
                });
        return Collections.unmodifiableMap(all);
    }

    /** Refuses anything but the default for a key whose feature is still to come. */
    <T> T notYet(String key, T value, T fallback) {
        if (!value.equals(fallback)) {
            reading.mistake(node(key).where(), name(key) + " is not in this version; leave it out");
        }
        return value;
    }

    /** Refuses a key whose feature is still to come, whatever it says: even its default would promise something. */
    void notYet(String key) {
        if (has(key)) mistake(key, "is not in this version; leave it out");
    }

    void mistake(String key, String what) {
        reading.mistake(has(key) ? node(key).where() : mapping.where(), name(key) + " " + what);
    }

    private <T> T read(String path, String key, Node node, Function<Section, T> read) {
        var below =
                switch (node) {
                    case Node.Mapping m -> m;
                    case Node.Empty e -> Node.Mapping.empty(e.where());
                    default -> {
                        reading.mistake(node.where(), path + " needs keys of its own below it");
                        yield Node.Mapping.empty(node.where());
                    }
                };
        var section = new Section(path, key, below, reading);
        var value = read.apply(section);
        section.end();
        return value;
    }

    private void end() {
        mapping.entries()
                .forEach((key, node) -> {
                    if (!known.contains(key)) unknown(key, node.where());
                });
    }

    private void unknown(String key, Where where) {
        var meant =
                Nearest.to(key, known)
                        .map(near -> "; did you mean " + name(near) + "?")
                        .orElse("; known here: " + String.join(", ", known));
        reading.mistake(where, name(key) + " is not a key" + meant);
    }

    private <T> Optional<T> value(String key, Node node, Kind<T> kind) {
        return switch (node) {
            case Node.Empty _ -> Optional.empty();
            case Node.Scalar scalar -> {
                try {
                    yield Optional.of(kind.parse().apply(scalar.text()));
                } catch (IllegalArgumentException e) {
                    reading.mistake(
                            scalar.where(),
                            name(key) + ": \"" + scalar.text() + "\" is not " + kind.wanted());
                    yield Optional.empty();
                }
            }
            default -> {
                reading.mistake(node.where(), name(key) + " is not " + kind.wanted());
                yield Optional.empty();
            }
        };
    }

    private Node node(String key) {
        known.add(key);
        return mapping.entries().getOrDefault(key, new Node.Empty(mapping.where()));
    }

    private static boolean hasInside(Node node) {
        return switch (node) {
            case Node.Empty _ -> false;
            case Node.Mapping m -> m.entries().values().stream().anyMatch(Section::hasInside);
            case Node.Sequence s -> !s.members().isEmpty();
            case Node.Scalar _ -> true;
        };
    }

    private String name(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
