package org.ringdown.testkit.peer;

/** Somebody who is called. */
public interface Person {
    /** Asked once for each call that comes in. */
    Reaction called();

    /** Somebody who does the same every time. */
    static Person who(Reaction always) {
        return () -> always;
    }
}
