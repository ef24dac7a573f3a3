package org.ringdown.limit;

/** Whether something may begin. */
public sealed interface Verdict {
    record Admitted(Lease lease) implements Verdict {}

    record Refused(Refusal why) implements Verdict {}
}
