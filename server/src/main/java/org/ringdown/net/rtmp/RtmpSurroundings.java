package org.ringdown.net.rtmp;

import java.util.random.RandomGenerator;
import org.ringdown.flash.FlashClient;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;

/** What connections need of the program. */
public record RtmpSurroundings(
        FlashClient.House house,
        Timers timers,
        Clock clock,
        RandomGenerator random,
        Beginnings beginnings) {
    public RtmpSurroundings(
            FlashClient.House house, Timers timers, Clock clock, RandomGenerator random) {
        this(house, timers, clock, random, Beginnings.ofThisHeap());
    }
}
