package org.ringdown.net.rtmp;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.ringdown.flash.FlashClient;
import org.ringdown.rtmp.RtmpServerSession;
import org.ringdown.rtmp.RtmpSettings;
import org.ringdown.rtmp.chunk.ChunkLimits;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;

/** What connections need of the program. */
public record RtmpSurroundings(
        FlashClient.House house,
        Timers timers,
        Clock clock,
        RandomGenerator random,
        Beginnings beginnings) {
    /** What clients may do, and how long they are waited for, whichever way they come. */
    public static final RtmpSettings SETTINGS =
            new RtmpSettings(
                    ChunkLimits.USUAL,
                    4096,
                    2_500_000,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(60),
                    8,
                    1 << 16,
                    (1 << 20) + (1 << 16)); // the longest picture there can be, and what else waits

    public RtmpSurroundings(
            FlashClient.House house, Timers timers, Clock clock, RandomGenerator random) {
        this(house, timers, clock, random, Beginnings.ofThisHeap());
    }

    /** Over a stream of bytes. */
    RtmpServerSession session() {
        return new RtmpServerSession(SETTINGS, random, clock.nanos());
    }
}
