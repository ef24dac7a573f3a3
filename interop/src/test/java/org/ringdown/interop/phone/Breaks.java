package org.ringdown.interop.phone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the breaks of a received stream of G.711: an SSRC change, a step of the sequence number other than one, a timestamp that leaves the
 * clock by more than one packet time.
 *
 * <p>Within a source timestamps go on as the sound does; that a source itself is late is no break. Where the source changes, the marker is set
 * and the clock is judged: by the packet itself and by the best-timed one of those that follow, because any one packet may be late when the
 * machine is busy. What the time is, the best-timed packets before say; where a source has fallen behind for good, it lies between what they
 * say and what its latest ones do, because the gateway believes a lasting delay by and by. On the loopback nothing is lost, hence no step is
 * excused.
 */
public final class Breaks {
    private static final int NEIGHBOURS = 25;

    /** The latest packets of a source: so few that one of them which is late does not make the source late. */
    private static final int LATEST = 5;

    /** Until then a lasting delay is believed. */
    private static final int REMEMBERED = 250;

    private static final Duration PACKET_TIME = Duration.ofMillis(20);

    private Breaks() {}

    /** One sentence per break. Packets of {@code keyType} (telephone-event, RFC 4733) hold their timestamp, so they are not timed. */
    public static List<String> of(List<Arrival> stream, int clockRate, int keyType) {
        var breaks = new ArrayList<String>();
        for (int i = 1; i < stream.size(); i++) {
            var before = stream.get(i - 1);
            var packet = stream.get(i);
            if (packet.ssrc() != before.ssrc()) {
                breaks.add(
                        "packet %d: SSRC %08x after %08x"
                                .formatted(i, packet.ssrc(), before.ssrc()));
            }
            int step = packet.timestamp() - before.timestamp();
            int samples = before.payload().length;
            boolean timed =
                    packet.payloadType() != keyType
                            && before.payloadType() != keyType
                            && !packet.marker();
            if ((packet.sequence() - before.sequence() & 0xffff) != 1) {
                breaks.add(
                        "packet %d: sequence number %d after %d"
                                .formatted(i, packet.sequence(), before.sequence()));
            } else if (timed && step != samples) {
                breaks.add(
                        "packet %d: timestamp goes on by %d after %d samples"
                                .formatted(i, step, samples));
            }
        }
        breaks.addAll(
                clockBreaks(
                        stream.stream().filter(packet -> packet.payloadType() != keyType).toList(),
                        clockRate));
        return breaks;
    }

    private static List<String> clockBreaks(List<Arrival> stream, int clockRate) {
        var breaks = new ArrayList<String>();
        if (stream.isEmpty()) return breaks;
        var transit = transitNanos(stream, clockRate);
        for (int i = NEIGHBOURS; i < transit.length; i++) { // before, no clock is known yet
            if (!stream.get(i).marker()) continue;
            long best = least(transit, Math.max(0, i - REMEMBERED), i);
            long latest = least(transit, i - LATEST, i);
            long at = outside(transit[i], best, latest);
            long next = least(transit, i, Math.min(transit.length, i + NEIGHBOURS));
            long after = outside(next, best, latest);
            long shift = Math.abs(at) < Math.abs(after) ? at : after;
            if (Math.abs(shift) > PACKET_TIME.toNanos()) {
                breaks.add(
                        "packet %d: timestamp %d ms off the clock"
                                .formatted(i, -Math.round(shift / 1e6)));
            }
        }
        return breaks;
    }

    private static long outside(long value, long least, long most) {
        return value < least ? value - least : Math.max(0, value - most);
    }

    /** By how much longer than the first each packet was under way. */
    private static long[] transitNanos(List<Arrival> stream, int clockRate) {
        var transit = new long[stream.size()];
        long ticks = 0;
        for (int i = 1; i < transit.length; i++) {
            ticks +=
                    stream.get(i).timestamp()
                            - stream.get(i - 1).timestamp(); // the difference survives wrapping
            transit[i] =
                    stream.get(i).nanos()
                            - stream.getFirst().nanos()
                            - ticks * 1_000_000_000L / clockRate;
        }
        return transit;
    }

    private static long least(long[] values, int from, int to) {
        long least = values[from];
        for (int i = from + 1; i < to; i++) least = Math.min(least, values[i]);
        return least;
    }
}
