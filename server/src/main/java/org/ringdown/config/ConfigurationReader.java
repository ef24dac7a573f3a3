package org.ringdown.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts file, environment and flags together and checks the result, once, before anything starts. */
public final class ConfigurationReader {
    private static final int MAX_FILE = 4 * 1024 * 1024;
    private static final Set<String> SECTIONS =
            Arrays.stream(Configuration.class.getRecordComponents())
                    .map(component -> Kind.dashed(component.getName()))
                    .collect(Collectors.toUnmodifiableSet());

    private ConfigurationReader() {}

    /**
     * Where a configuration comes from.
     *
     * @param file none means dev mode
     * @param environment of the process
     * @param sets KEY=VALUE each
     */
    public record Sources(Optional<Path> file, Map<String, String> environment, List<String> sets) {
        public static final Sources NONE = new Sources(Optional.empty(), Map.of(), List.of());
    }

    /** What came of reading. */
    public sealed interface Outcome {
        record Good(Configuration configuration) implements Outcome {}

        /** @param mistakes all of them, in the order of the file */
        record Bad(List<Mistake> mistakes) implements Outcome {}
    }

    public static Outcome read(Sources sources) {
        var folder = sources.file().map(Path::toAbsolutePath).map(Path::getParent);
        var reading = new Reading(folder.orElse(Path.of("")));
        var written = sources.file().map(file -> file(file, reading)).orElseGet(() -> dev(reading));
        if (written.isEmpty()) return new Outcome.Bad(reading.mistakes());

        var overlay = new Overlay(reading);
        var tree = overlay.environment(written.get(), sources.environment(), SECTIONS);
        tree = overlay.flags(tree, sources.sets());
        var binder = new Binder(sources.file().isEmpty(), state(sources.environment()), reading);
        var configuration = binder.configuration(tree);
        var mistakes = reading.mistakes();
        return mistakes.isEmpty() ? new Outcome.Good(configuration) : new Outcome.Bad(mistakes);
    }

    /** The folder that a service manager keeps for what a service writes (systemd.exec(5), StateDirectory=); the first, where there are several. */
    private static Optional<Path> state(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("STATE_DIRECTORY"))
                .map(folders -> folders.split(":", -1)[0])
                .filter(folder -> !folder.isEmpty())
                .map(Path::of);
    }

    private static Optional<Node.Mapping> file(Path file, Reading reading) {
        var name = file.getFileName() == null ? file.toString() : file.getFileName().toString();
        try {
            if (Files.size(file) <= MAX_FILE) {
                return mapping(Files.readString(file), name, reading);
            }
            reading.mistake(new Where(name, 0), "longer than 4 MB; is it the right file?");
        } catch (IOException | SecurityException e) {
            reading.mistake(new Where(file.toString(), 0), "cannot be read: " + Reading.reason(e));
        }
        return Optional.empty();
    }

    /** Dev mode is a configuration like any other, which comes with the program. */
    private static Optional<Node.Mapping> dev(Reading reading) {
        try (var in = ConfigurationReader.class.getResourceAsStream("dev.yaml")) {
            return mapping(
                    new String(in.readAllBytes(), StandardCharsets.UTF_8), "dev.yaml", reading);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Node.Mapping> mapping(String text, String name, Reading reading) {
        var root = YamlTree.parse(text, name, reading.notedSoFar());
        if (root.isEmpty()) return Optional.empty();
        return switch (root.get()) {
            case Node.Mapping mapping -> Optional.of(mapping);
            case Node.Empty empty -> Optional.of(Node.Mapping.empty(empty.where()));
            case Node other -> {
                reading.mistake(other.where(), "keys are expected here, as in http: {port: 8080}");
                yield Optional.empty();
            }
        };
    }
}
