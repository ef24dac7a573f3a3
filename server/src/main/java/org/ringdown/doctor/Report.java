package org.ringdown.doctor;

import java.util.function.Consumer;
import org.ringdown.doctor.Finding.Level;

/** Where one check writes down what it finds. */
final class Report {
    private final String check;
    private final Consumer<Finding> findings;

    Report(String check, Consumer<Finding> findings) {
        this.check = check;
        this.findings = findings;
    }

    void good(String what) {
        findings.accept(new Finding(check, Level.GOOD, "", what, ""));
    }

    void unseen(String what, String advice) {
        findings.accept(new Finding(check, Level.UNSEEN, "", what, advice));
    }

    void warning(String name, String what, String advice) {
        findings.accept(new Finding(check, Level.WARNING, name, what, advice));
    }

    void fault(String name, String what, String advice) {
        findings.accept(new Finding(check, Level.FAULT, name, what, advice));
    }
}
