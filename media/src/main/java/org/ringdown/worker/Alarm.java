package org.ringdown.worker;

/** A task of a loop with one time to run at, which can be set again after it ran or before. */
public interface Alarm {
    /** Runs the task once at {@code nanos} of the loop's clock, instead of any time set before. */
    void set(long nanos);

    /** Forgets the time; when none is set, changes nothing. */
    void cancel();
}
