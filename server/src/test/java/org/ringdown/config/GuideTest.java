package org.ringdown.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringdown.config.ConfigurationReader.Outcome;
import org.ringdown.config.ConfigurationReader.Sources;

/** Every configuration that the guides show is a good one. */
class GuideTest {
    private static final Path DOCS = Path.of("../docs");
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SECRET = Pattern.compile("secrets/[a-z-]+");

    @TempDir Path folder;

    static List<String> examples() throws IOException {
        var examples = new ArrayList<String>();
        for (var guide : guides()) {
            EXAMPLE.matcher(Files.readString(guide))
                    .results()
                    .forEach(found -> examples.add(found.group(1)));
        }
        return examples;
    }

    private static List<Path> guides() throws IOException {
        var guides =
                new ArrayList<>(List.of(DOCS.resolve("trunks.md"), DOCS.resolve("operate.md")));
        try (var folder = Files.list(DOCS.resolve("guides"))) {
            folder.sorted().forEach(guides::add);
        }
        return guides;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isGood(String yaml) throws IOException {
        for (var secret : SECRET.matcher(yaml).results().map(MatchResult::group).toList()) {
            secret(secret);
        }
        var file = Files.writeString(folder.resolve("ringdown.yaml"), yaml);
        var outcome = ConfigurationReader.read(new Sources(Optional.of(file), Map.of(), List.of()));
        assertThat(outcome).isInstanceOf(Outcome.Good.class);
    }

    private void secret(String path) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "a secret that is long enough for a key, too");
    }
}
