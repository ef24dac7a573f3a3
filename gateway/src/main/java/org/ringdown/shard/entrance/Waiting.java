package org.ringdown.shard.entrance;

import java.util.concurrent.atomic.AtomicInteger;

/** How many messages have come in and wait for a shard: the queues themselves have no end. Threads: any. */
final class Waiting {
    /** Some 10 ms of work. */
    private static final int FOR_STRANGERS = 200;

    /** Some 200 ms, and 20 MB at most in practice. */
    private static final int FOR_ANYBODY = 4_000;

    private final AtomicInteger messages = new AtomicInteger();

    void one() {
        messages.incrementAndGet();
    }

    void oneLess() {
        messages.decrementAndGet();
    }

    boolean hasRoomForStrangers() {
        return messages.get() < FOR_STRANGERS;
    }

    boolean hasRoom() {
        return messages.get() < FOR_ANYBODY;
    }
}
