package org.ringdown.doctor;

import java.nio.file.Path;
import java.util.Optional;
import org.ringdown.config.Configuration;
import org.ringdown.config.ConfigurationReader.Sources;

/**
 * What is to be examined.
 *
 * @param configuration without mistakes
 * @param sources where it comes from
 * @param publicName what visitors type to get here
 */
public record Examination(
        Configuration configuration, Sources sources, Optional<String> publicName) {
    Optional<Path> file() {
        return sources.file();
    }
}
