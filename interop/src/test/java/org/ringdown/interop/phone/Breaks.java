package org.ringdown.interop.phone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the breaks of a received stream: an SSRC change, a step of the sequence number other than one, a timestamp that leaves the clock by
 * more than one packet time.
 *
 * <p>A packet may be late, because the machine was busy; that is no break. So the clock is judged by the best-timed packet of the half second
 * before and of the half second after each packet. On the loopback nothing is lost, hence no step is excused.
 */
public final class Breaks {
    private static final int NEIGHBOURS = 25;
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
            int step = packet.sequence() - before.sequence() & 0xffff;
            if (step != 1)
                breaks.add(
                        "packet %d: sequence number %d after %d"
                                .formatted(i, packet.sequence(), before.sequence()));
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
        for (int i = NEIGHBOURS; i + NEIGHBOURS <= transit.length; i++) {
            long shift = least(transit, i, i + NEIGHBOURS) - least(transit, i - NEIGHBOURS, i);
            if (Math.abs(shift) <= PACKET_TIME.toNanos()) continue;
            breaks.add(
                    "near packet %d: timestamp %d ms off the clock"
                            .formatted(i, -Math.round(shift / 1e6)));
            i += NEIGHBOURS; // the windows that overlap this one see the same break
        }
        return breaks;
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
