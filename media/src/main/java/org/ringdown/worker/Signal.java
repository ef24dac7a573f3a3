package org.ringdown.worker;

/** A task of a loop that any thread may ask for. Asked for twice before it ran, it runs once. */
public interface Signal {
    /** Has the task run on its loop, soon. From anywhere. */
    void raise();
}
