package org.ringdown.doctor;

/** A look at one thing. */
interface Check {
    /** What is looked at, in one word. */
    String name();

    /** Blocks until it has seen enough. */
    void look(Report report) throws InterruptedException;
}
