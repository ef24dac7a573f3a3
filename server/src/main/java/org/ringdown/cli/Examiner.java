package org.ringdown.cli;

import java.util.function.Consumer;
import org.ringdown.doctor.Examination;
import org.ringdown.doctor.Finding;

/** Examines a configuration on this machine. */
@FunctionalInterface
public interface Examiner {
    /** Returns when all is looked at; findings come one by one. */
    void examine(Examination examination, Consumer<Finding> findings) throws InterruptedException;
}
