package org.ringdown.worker.linux;

/**
 * A number that the kernel knows something open by. It gives the number of what was closed to what is opened next, so nobody may use one after
 * that: closed, this is -1, with which every call fails.
 */
final class Descriptor {
    private static final int NONE = -1;

    private int number;

    Descriptor(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    boolean isOpen() {
        return number != NONE;
    }

    /** Twice changes nothing. The number is free whatever close(2) says. */
    void close() {
        if (!isOpen()) return;
        int closing = number;
        number = NONE;
        try (var scratch = Scratch.forNow()) {
            Libc.call(Libc.CLOSE, scratch, closing);
        }
    }
}
