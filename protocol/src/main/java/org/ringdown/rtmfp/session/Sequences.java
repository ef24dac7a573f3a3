package org.ringdown.rtmfp.session;

import java.util.ArrayList;
import java.util.List;
import org.ringdown.rtmfp.packet.Chunk.Range;

/** Which of a flow's sequence numbers are settled: all up to one, and some beyond it. */
final class Sequences {
    /** As many holes as an acknowledgement can tell in one packet; who makes more is not followed. */
    private static final int MOST_RANGES = 128;

    private long upTo;
    private final List<Range> beyond = new ArrayList<>();

    /** Up to this number all are. */
    long upTo() {
        return upTo;
    }

    List<Range> beyond() {
        return beyond;
    }

    boolean hasHoles() {
        return !beyond.isEmpty();
    }

    boolean contains(long number) {
        if (number <= upTo) return true;
        for (var range : beyond) if (number >= range.from() && number <= range.to()) return true;
        return false;
    }

    /** Whether it is remembered: not what would make one hole too many. */
    boolean add(long number) {
        if (number == upTo + 1) {
            settle(number);
            return true;
        }
        return number <= upTo || insert(number);
    }

    private boolean insert(long number) {
        int at = 0;
        while (at < beyond.size() && beyond.get(at).to() + 1 < number) at++;
        if (at == beyond.size() || number + 1 < beyond.get(at).from()) {
            if (beyond.size() == MOST_RANGES) return false;
            beyond.add(at, new Range(number, number));
            return true;
        }
        var range = beyond.get(at);
        long to = Math.max(range.to(), number);
        if (at + 1 < beyond.size() && beyond.get(at + 1).from() == to + 1) {
            to = beyond.remove(at + 1).to();
        }
        beyond.set(at, new Range(Math.min(range.from(), number), to));
        return true;
    }

    /** Nothing up to this number is waited for any more. */
    void settle(long number) {
        if (number <= upTo) return;
        upTo = number;
        while (!beyond.isEmpty() && beyond.getFirst().from() <= upTo + 1) {
            upTo = Math.max(upTo, beyond.removeFirst().to());
        }
    }
}
