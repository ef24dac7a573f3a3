package org.ringdown.worker;

import java.util.Arrays;
import java.util.function.Consumer;

/** All alarms of one loop, soonest first: a binary heap whose entries know their place, so that setting one again allocates nothing. */
public final class Alarms {
    private static final int NOWHERE = -1;

    private Entry[] heap = new Entry[64];
    private int size;
    private long sets;

    public Alarm create(Runnable task) {
        return new Entry(task);
    }

    /** Nanoseconds until the next alarm, 0 when it is due, {@link Long#MAX_VALUE} when none is set. */
    public long untilNext(long now) {
        return size == 0 ? Long.MAX_VALUE : Math.max(0, heap[0].at - now);
    }

    /** Takes the alarms that were due at {@code now} out, in order, and gives each task to {@code runner}. */
    public void runDue(long now, Consumer<Runnable> runner) {
        long setBefore = sets;
        while (size > 0 && heap[0].at - now <= 0 && heap[0].set <= setBefore) {
            var due = heap[0];
            remove(due);
            runner.accept(due.task);
        }
    }

    private void add(Entry entry) {
        if (size == heap.length) heap = Arrays.copyOf(heap, 2 * size);
        size++;
        up(size - 1, entry);
    }

    private void remove(Entry entry) {
        int hole = entry.place;
        entry.place = NOWHERE;
        size--;
        var last = heap[size];
        heap[size] = null;
        if (last == entry) return;
        down(hole, last);
        if (heap[hole] == last) up(hole, last);
    }

    private void up(int hole, Entry entry) {
        int place = hole;
        while (place > 0 && entry.before(heap[(place - 1) / 2])) {
            put(place, heap[(place - 1) / 2]);
            place = (place - 1) / 2;
        }
        put(place, entry);
    }

    private void down(int hole, Entry entry) {
        int place = hole;
        while (2 * place + 1 < size) {
            int child = 2 * place + 1;
            if (child + 1 < size && heap[child + 1].before(heap[child])) child++;
            if (!heap[child].before(entry)) break;
            put(place, heap[child]);
            place = child;
        }
        put(place, entry);
    }

    private void put(int place, Entry entry) {
        heap[place] = entry;
        entry.place = place;
    }

    private final class Entry implements Alarm {
        private final Runnable task;
        private long at;
        private long set;
        private int place = NOWHERE;

        Entry(Runnable task) {
            this.task = task;
        }

        @Override
        public void set(long nanos) {
            cancel();
            at = nanos;
            set = ++sets;
            add(this);
        }

        @Override
        public void cancel() {
            if (place != NOWHERE) remove(this);
        }

        /** By time; among equals, the one set first. Differences survive the wrapping of the clock. */
        private boolean before(Entry other) {
            return at == other.at ? set < other.set : at - other.at < 0;
        }
    }
}
