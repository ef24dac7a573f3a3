package org.ringdown.worker.linux;

/**
 * Remembers things by their hash, {@value #MOST} at most; rather than one more, it forgets all. To look one up makes no object, and takes
 * {@value #PROBES} looks at most, whatever hashes a stranger chooses.
 */
final class BoundedTable<T extends BoundedTable.Entry> {
    static final int MOST = 4096;
    static final int PROBES = 16;
    private static final int FEWEST = 64;

    private Entry[] places = new Entry[2 * FEWEST];
    private int size;

    interface Entry {
        int hash();
    }

    /** Whatever is at one of the {@value #PROBES} places for a hash; null where there is nothing more. */
    @SuppressWarnings("unchecked")
    T at(int hash, int probe) {
        return (T) places[hash + probe & places.length - 1];
    }

    void add(T entry) {
        if (2 * size >= places.length) makeRoom();
        put(entry);
    }

    /** Where all places are taken, the first is given up. */
    private void put(Entry entry) {
        for (int i = 0; i < PROBES; i++) {
            int place = entry.hash() + i & places.length - 1;
            if (places[place] != null) continue;
            places[place] = entry;
            size++;
            return;
        }
        places[entry.hash() & places.length - 1] = entry;
    }

    private void makeRoom() {
        var before = places;
        boolean full = size >= MOST;
        places = new Entry[full ? 2 * FEWEST : 2 * before.length];
        size = 0;
        if (full) return;
        for (var entry : before) if (entry != null) put(entry);
    }
}
