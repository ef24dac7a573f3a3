package org.ringdown.cli;

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
        var version = Version.here();
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
}
