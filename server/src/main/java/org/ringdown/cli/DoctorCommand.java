package org.ringdown.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ringdown.config.ConfigurationReader.Outcome;
import org.ringdown.config.Mistake;
import org.ringdown.doctor.Examination;
import org.ringdown.doctor.Finding;
import org.ringdown.doctor.Finding.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Looks at everything that a gateway needs, and says what to do about what is wrong. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Looks at everything that a gateway of this configuration needs: ports, certificates, addresses, STUN and TURN servers, "
                    + "trunks and lines, and a call with sound both ways. Nothing is registered or changed anywhere.",
            "Best before the gateway is started; beside one that runs, the call is made on other ports.",
            "Exit codes: 0 no fault, 1 at least one. docs/doctor.md has every fault by name."
        })
final class DoctorCommand implements Callable<Integer> {
    private final Examiner examiner;
    private final List<Finding> found = new ArrayList<>();

    @Mixin private ConfigurationOptions configuration;
    @Spec private CommandSpec spec;

    @Option(
            names = "--name",
            paramLabel = "HOST",
            description =
                    "The name that visitors type, such as phone.example.com: must lead here, and the certificate must be for it.")
    private String name;

    @Option(names = "--json", description = "Print the findings as one JSON object.")
    private boolean json;

    DoctorCommand(Examiner examiner) {
        this.examiner = examiner;
    }

    @Override
    public Integer call() throws InterruptedException {
        switch (configuration.read()) {
            case Outcome.Bad(var mistakes) -> mistakes.forEach(this::mistaken);
            case Outcome.Good(var good) -> {
                tell(new Finding("configuration", Level.GOOD, "", "It can be read and used.", ""));
                examiner.examine(
                        new Examination(good, configuration.sources(), Optional.ofNullable(name)),
                        this::tell);
            }
        }
        if (json) out().println(json());
        else out().println(summary());
        return count(Level.FAULT) == 0 ? 0 : CannotStart.CONFIGURATION;
    }

    private void mistaken(Mistake mistake) {
        tell(
                new Finding(
                        "configuration",
                        Level.FAULT,
                        "configuration-mistake",
                        mistake.toString(),
                        "docs/configuration.md has every key; nothing else is looked at until it is right."));
    }

    private void tell(Finding finding) {
        found.add(finding);
        if (json) return;
        var named = finding.name().isEmpty() ? "" : finding.name() + ": ";
        out().printf(
                        "%-8s %-14s %s%s%n",
                        word(finding.level()), finding.check(), named, finding.what());
        if (!finding.advice().isEmpty()) out().printf("%-24s→ %s%n", "", finding.advice());
        out().flush();
    }

    private static String word(Level level) {
        return level == Level.GOOD ? "ok" : level.name().toLowerCase(Locale.ROOT);
    }

    private String summary() {
        return "%d looked good, %d warnings, %d faults, %d could not be seen"
                .formatted(
                        count(Level.GOOD),
                        count(Level.WARNING),
                        count(Level.FAULT),
                        count(Level.UNSEEN));
    }

    private long count(Level level) {
        return found.stream().filter(finding -> finding.level() == level).count();
    }

    private ObjectNode json() {
        var out = JsonNodeFactory.instance.objectNode().put("faults", count(Level.FAULT));
        var list = out.putArray("findings");
        for (var finding : found) {
            list.addObject()
                    .put("check", finding.check())
                    .put("level", word(finding.level()))
                    .put("name", finding.name())
                    .put("what", finding.what())
                    .put("advice", finding.advice());
        }
        return out;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
