package org.ringdown.sip.auth;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Which counts of which nonces were used, so that no proof is good twice (RFC 7616 §5.12). Bounded.
 *
 * <p>Threads: any; all shards ask.
 *
 * <p>Only nonces that were answered with the right password come here. When the table is full its eldest entry makes room, and
 * every nonce issued no later than that one is refused from then on unless it is still in the table: forgetting never
 * reopens the door to a replay, it only asks an honest client again.
 */
final class NonceCounts {
    private static final int WINDOW = Long.SIZE;

    private final int capacity;
    private final SequencedMap<String, Used> table = new LinkedHashMap<>();
    private boolean forgot;
    private long forgotten;

    /** {@code seen}: bit i is set when count {@code highest - i} was used, so that requests may overtake each other. */
    private record Used(long issued, int highest, long seen) {}

    NonceCounts(int capacity) {
        this.capacity = capacity;
    }

    /** Uses up one count. False where it was used before, or where we cannot know any more. */
    synchronized boolean use(String nonce, long issued, int count, long now, long life) {
        var used = table.get(nonce);
        if (used == null) return admit(nonce, new Used(issued, count, 1), now, life);
        int ahead = count - used.highest();
        if (ahead > 0) {
            long seen = ahead < WINDOW ? used.seen() << ahead | 1 : 1;
            table.put(nonce, new Used(issued, count, seen));
            return true;
        }
        if (-ahead >= WINDOW || (used.seen() >>> -ahead & 1) != 0) return false;
        table.put(nonce, new Used(issued, used.highest(), used.seen() | 1L << -ahead));
        return true;
    }

    int size() {
        return table.size();
    }

    private boolean admit(String nonce, Used first, long now, long life) {
        if (forgot && first.issued() - forgotten <= 0) return false;
        while (!table.isEmpty() && now - table.firstEntry().getValue().issued() > life)
            table.pollFirstEntry();
        if (table.size() >= capacity) {
            long eldest = table.pollFirstEntry().getValue().issued();
            forgotten = forgot && forgotten - eldest > 0 ? forgotten : eldest;
            forgot = true;
        }
        table.put(nonce, first);
        return true;
    }
}
