package org.ringdown.interop.process;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a scenario has opened so far, closed in the opposite order; what cannot be closed keeps nothing else open. */
public final class Opened implements AutoCloseable {
    private final Deque<AutoCloseable> things = new ArrayDeque<>();

    public <T extends AutoCloseable> T add(T thing) {
        things.push(thing);
        return thing;
    }

    @Override
    public void close() {
        while (!things.isEmpty()) {
            try {
                things.pop().close();
            } catch (Exception | AssertionError e) {
                System.err.println("closing failed: " + e);
            }
        }
    }
}
