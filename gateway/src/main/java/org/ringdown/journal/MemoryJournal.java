package org.ringdown.journal;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps the newest state of each id in memory: enough for tests and for one node that may lose its calls. */
public final class MemoryJournal implements Journal {
    private final Map<String, Entry> newest = new ConcurrentHashMap<>();

    @Override
    public void append(String id, long epoch, Object state) {
        newest.merge(id, new Entry(epoch, state), (old, now) -> now.epoch < old.epoch ? old : now);
    }

    @Override
    public void forget(String id) {
        newest.remove(id);
    }

    public Optional<Object> newest(String id) {
        return Optional.ofNullable(newest.get(id)).map(Entry::state);
    }

    public int size() {
        return newest.size();
    }

    private record Entry(long epoch, Object state) {}
}
