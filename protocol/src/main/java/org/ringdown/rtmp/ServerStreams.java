package org.ringdown.rtmp;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The streams that a client has open, and what for. */
final class ServerStreams {
    enum Use {
        NONE,
        PUBLISHED,
        PLAYED
    }

    private final int most;
    private final Map<Integer, Use> uses = new HashMap<>();
    private final BitSet taken = new BitSet();

    ServerStreams(int most) {
        this.most = most;
        taken.set(0); // the connection itself
    }

    /** A number for one more; empty if there are enough. */
    OptionalInt open() {
        if (uses.size() == most) return OptionalInt.empty();
        int stream = taken.nextClearBit(1);
        taken.set(stream);
        uses.put(stream, Use.NONE);
        return OptionalInt.of(stream);
    }

    boolean has(int stream) {
        return uses.containsKey(stream);
    }

    Use use(int stream) {
        return uses.getOrDefault(stream, Use.NONE);
    }

    /** Says what a stream that is open is for from now on. */
    void use(int stream, Use use) {
        uses.replace(stream, use);
    }

    List<Integer> all() {
        return List.copyOf(uses.keySet());
    }

    void close(int stream) {
        if (uses.remove(stream) != null) taken.clear(stream);
    }
}
