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
import org.ringdown.store.Store;
import org.ringdown.tls.KeyFiles;
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

    Sources sources() {
        return new Sources(Optional.ofNullable(file), System.getenv(), List.copyOf(sets));
    }

    Outcome read() {
        var outcome = ConfigurationReader.read(sources());
        return outcome instanceof Outcome.Good(var good) ? withUsableFiles(good) : outcome;
    }

    /** What the files hold that the configuration names, their own packages know. */
    private static Outcome withUsableFiles(Configuration configuration) {
        var mistakes = new ArrayList<Mistake>();
        try {
            Keyring.of(configuration.tokens(), new SecureRandom());
        } catch (IllegalArgumentException e) {
            mistakes.add(new Mistake(new Where("tokens", 0), e.getMessage()));
        }
        try {
            var tls = configuration.http().tls();
            if (tls.isPresent()) new KeyFiles(tls.get().cert(), tls.get().key()).load();
        } catch (KeyFiles.UnusableException e) {
            mistakes.add(new Mistake(new Where("http.tls", 0), e.getMessage()));
        }
        configuration
                .store()
                .folder()
                .flatMap(Store::complaint)
                .ifPresent(what -> mistakes.add(new Mistake(new Where("store.folder", 0), what)));
        return mistakes.isEmpty() ? new Outcome.Good(configuration) : new Outcome.Bad(mistakes);
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
