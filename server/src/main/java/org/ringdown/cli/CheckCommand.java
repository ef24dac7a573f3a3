package org.ringdown.cli;

import java.util.concurrent.Callable;
import org.ringdown.config.ConfigurationReader.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads a configuration and says every mistake. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description =
                "Reads the configuration and says every mistake with its line; exit code 1 if any.")
final class CheckCommand implements Callable<Integer> {
    @Mixin private ConfigurationOptions configuration;
    @Spec private CommandSpec spec;

    @Option(names = "--json", description = "Print the mistakes as one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        var outcome = configuration.read();
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(json(outcome));
        } else {
            switch (outcome) {
                case Outcome.Good _ -> out.println("The configuration is good.");
                case Outcome.Bad(var mistakes) -> mistakes.forEach(out::println);
            }
        }
        return outcome instanceof Outcome.Bad ? CannotStart.CONFIGURATION : 0;
    }

    private static String json(Outcome outcome) {
        var out =
                JsonNodeFactory.instance.objectNode().put("good", outcome instanceof Outcome.Good);
        var list = out.putArray("mistakes");
        if (outcome instanceof Outcome.Bad(var mistakes)) {
            for (var mistake : mistakes) {
                list.addObject()
                        .put("source", mistake.where().source())
                        .put("line", mistake.where().line())
                        .put("what", mistake.what());
            }
        }
        return out.toString();
    }
}
