package org.ringdown.doctor;

import java.util.List;
import java.util.function.Consumer;

/** Looks at one thing after the other; what it finds is told at once, because some looks take seconds. */
public final class Doctor {
    private final List<Check> checks;

    Doctor(List<Check> checks) {
        this.checks = List.copyOf(checks);
    }

    public void examine(Consumer<Finding> findings) throws InterruptedException {
        for (var check : checks) {
            var report = new Report(check.name(), findings);
            try {
                check.look(report);
            } catch (RuntimeException e) {
                report.unseen("This could not be looked at: " + e.getMessage() + ".", "");
            }
        }
    }
}
