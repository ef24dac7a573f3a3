package org.ringdown.live;

/** A thread of a stream's own. */
final class StreamThread {
    /** What it does, until it is over or interrupted. */
    interface Work {
        void run() throws InterruptedException;
    }

    private StreamThread() {}

    /** @param after is run at the end, whatever it was */
    static void start(String name, Work work, Runnable after) {
        Thread.ofVirtual()
                .name(name)
                .start(() -> {
                    try {
                        work.run();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    } finally {
                        after.run();
                    }
                });
    }
}
