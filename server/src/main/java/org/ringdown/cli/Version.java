package org.ringdown.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which version this is, as the build has written it. */
public final class Version {
    private Version() {}

    public static String here() {
        try (var in = Version.class.getResourceAsStream("version.properties")) {
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
