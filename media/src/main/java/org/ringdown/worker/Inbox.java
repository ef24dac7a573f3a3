package org.ringdown.worker;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** What other threads ask of a loop, in the order they asked: a lock-free stack that is turned over when it is emptied. */
final class Inbox {
    private final AtomicReference<Entry> newest = new AtomicReference<>();
    private final Runnable wake;

    /** {@code wake} is called after each entry, by the thread that made it. */
    Inbox(Runnable wake) {
        this.wake = wake;
    }

    void post(Runnable task) {
        push(new Entry(task));
    }

    Signal signal(Runnable task) {
        var entry = new Entry(task);
        return () -> {
            if (entry.waiting.compareAndSet(false, true)) push(entry);
        };
    }

    boolean isEmpty() {
        return newest.get() == null;
    }

    /** Gives everything posted so far to {@code runner}, oldest first. On the loop only. */
    void empty(Consumer<Runnable> runner) {
        var entry = oldestFirst(newest.getAndSet(null));
        while (entry != null) {
            var following = entry.next;
            entry.next = null;
            // Before it runs: whoever raises a signal from here on has it run once more.
            entry.waiting.set(false);
            runner.accept(entry.task);
            entry = following;
        }
    }

    private void push(Entry entry) {
        Entry before;
        do {
            before = newest.get();
            entry.next = before;
        } while (!newest.compareAndSet(before, entry));
        wake.run();
    }

    private static Entry oldestFirst(Entry newest) {
        Entry turned = null;
        for (var entry = newest; entry != null; ) {
            var older = entry.next;
            entry.next = turned;
            turned = entry;
            entry = older;
        }
        return turned;
    }

    private static final class Entry {
        private final Runnable task;
        private final AtomicBoolean waiting = new AtomicBoolean();
        private Entry next;

        Entry(Runnable task) {
            this.task = task;
        }
    }
}
