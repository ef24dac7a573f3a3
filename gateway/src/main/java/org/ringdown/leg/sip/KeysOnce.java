package org.ringdown.leg.sip;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import org.ringdown.shard.DtmfInfo;

/**
 * Counts a key once that a far end presses in two ways: in its media, as events or tones, and by INFO.
 *
 * <p>What comes by INFO waits a moment for the same key in the media: a partner hears that one already, and would hear it twice.
 */
final class KeysOnce {
    /** How long an INFO waits. */
    static final Duration WAIT = Duration.ofMillis(300);

    /** How long after a key in the media its INFO may come: after a long press. */
    private static final long LATE = Duration.ofMillis(1500).toNanos();

    private static final int MOST = 64;

    private final ArrayDeque<Heard> heard = new ArrayDeque<>();
    private final ArrayDeque<Told> waiting = new ArrayDeque<>();
    private long tolds;

    private record Heard(char key, long at) {}

    /** An INFO that waits; {@code number} tells them apart. */
    record Told(long number, DtmfInfo info) {}

    /** A key in the media. It counts; an INFO of it no longer does. */
    void heard(char key, long now) {
        var same = waiting.stream().filter(told -> told.info.key() == key).findFirst();
        if (same.isPresent()) {
            waiting.remove(same.get());
            return;
        }
        if (heard.size() == MOST) heard.removeFirst();
        heard.addLast(new Heard(key, now));
    }

    /** A key by INFO: empty where it was heard in the media already; else it is to be asked for after {@link #WAIT}. */
    Optional<Told> told(DtmfInfo info, long now) {
        heard.removeIf(old -> now - old.at > LATE);
        var same = heard.stream().filter(key -> key.key == info.key()).findFirst();
        if (same.isPresent()) {
            heard.remove(same.get());
            return Optional.empty();
        }
        if (waiting.size() == MOST) return Optional.empty();
        var told = new Told(tolds++, info);
        waiting.addLast(told);
        return Optional.of(told);
    }

    /** Whether an INFO that has waited still counts. */
    boolean counts(Told told) {
        return waiting.remove(told);
    }
}
