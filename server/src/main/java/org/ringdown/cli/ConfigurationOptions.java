package org.ringdown.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ringdown.config.Configuration;
import org.ringdown.config.ConfigurationReader;
import org.ringdown.config.ConfigurationReader.Outcome;
import org.ringdown.config.ConfigurationReader.Sources;
import org.ringdown.config.Mistake;
import org.ringdown.config.Where;
import org.ringdown.token.Keyring;
import picocli.CommandLine.Option;

/** The options by which commands are told of a configuration. */
final class ConfigurationOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration; without one, dev mode (docs/configuration.md).")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets one key, as in --set http.port=9000; may be repeated.")
    private final List<String> sets = new ArrayList<>();

    boolean hasFile() {
        return file != null;
    }

    Outcome read() {
        var sources = new Sources(Optional.ofNullable(file), System.getenv(), List.copyOf(sets));
        var outcome = ConfigurationReader.read(sources);
        return outcome instanceof Outcome.Good(var good) ? withUsableKeys(good) : outcome;
    }

    /** Whether a key is one at all is known to tokens only. */
    private static Outcome withUsableKeys(Configuration configuration) {
        try {
            Keyring.of(configuration.tokens(), new SecureRandom());
            return new Outcome.Good(configuration);
        } catch (IllegalArgumentException e) {
            return new Outcome.Bad(List.of(new Mistake(new Where("tokens", 0), e.getMessage())));
        }
    }

    /** The configuration, or an end of the command that lists every mistake. */
    Configuration require() throws CannotStart {
        return switch (read()) {
            case Outcome.Good(var configuration) -> configuration;
            case Outcome.Bad(var mistakes) ->
                    throw new CannotStart(CannotStart.CONFIGURATION, list(mistakes));
        };
    }

    static String list(List<Mistake> mistakes) {
        return mistakes.stream()
                .map(Mistake::toString)
                .collect(Collectors.joining("\n  ", "the configuration cannot be used:\n  ", ""));
    }
}
