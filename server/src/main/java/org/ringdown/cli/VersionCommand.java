package org.ringdown.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;

/** Says which version this is. */
@Command(name = "version", mixinStandardHelpOptions = true, description = "Prints the version.")
final class VersionCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    @Override
    public void run() {
        var version = version();
        var java = Runtime.version().toString();
        var out = spec.commandLine().getOut();
        out.println(
                json
                        ? JsonNodeFactory.instance
                                .objectNode()
                                .put("version", version)
                                .put("java", java)
                        : "Ringdown " + version + " (Java " + java + ")");
    }

    /** Written by the build. */
    private static String version() {
        try (var in = VersionCommand.class.getResourceAsStream("version.properties")) {
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
