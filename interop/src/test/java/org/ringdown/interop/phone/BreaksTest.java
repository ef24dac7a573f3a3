package org.ringdown.interop.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Shows that every kind of break is found once, and that lateness alone is none. */
class BreaksTest {
    private static final int RATE = 8000;
    private static final int KEYS = 101;

    private final List<Arrival> stream = new ArrayList<>();
    private int sequence = 65_500;
    private int timestamp = -2_000; // both wrap under way
    private int ssrc = 0x1234;
    private long nanos;

    @Test
    void aSteadyStreamHasNone() {
        packets(500);

        assertThat(Breaks.of(stream, RATE, KEYS)).isEmpty();
    }

    @Test
    void lateAndBunchedPacketsAreNone() {
        var random = new Random(7);
        packets(500);
        stream.replaceAll(p ->
                new Arrival(
                        p.nanos() + random.nextLong(60_000_000),
                        p.sequence(),
                        p.timestamp(),
                        p.ssrc(),
                        p.payloadType(),
                        false,
                        p.payload()));

        assertThat(Breaks.of(stream, RATE, KEYS)).isEmpty();
    }

    @Test
    void aPauseWhoseTimestampsFollowTheClockIsNone() {
        packets(100);
        nanos += 200_000_000;
        timestamp += RATE / 5;
        packets(100);

        assertThat(Breaks.of(stream, RATE, KEYS)).isEmpty();
    }

    @Test
    void findsANewSsrc() {
        packets(100);
        ssrc++;
        packets(100);

        assertThat(Breaks.of(stream, RATE, KEYS))
                .singleElement()
                .asString()
                .contains("SSRC 00001235 after 00001234");
    }

    @Test
    void findsAMissingPacket() {
        packets(100);
        stream.remove(50);

        assertThat(Breaks.of(stream, RATE, KEYS))
                .singleElement()
                .asString()
                .contains("sequence number 15 after 13");
    }

    @Test
    void findsTimeThatStoodStill() {
        packets(100);
        nanos += 200_000_000; // ten packets' time, and the timestamps do not know of it
        packets(100);

        assertThat(Breaks.of(stream, RATE, KEYS))
                .singleElement()
                .asString()
                .contains("timestamp -200 ms off the clock");
    }

    @Test
    void findsAJumpAhead() {
        packets(100);
        timestamp += 240; // 30 ms
        packets(100);

        assertThat(Breaks.of(stream, RATE, KEYS))
                .singleElement()
                .asString()
                .contains("timestamp 30 ms off the clock");
    }

    @Test
    void forgivesOnePacketTime() {
        packets(100);
        timestamp += 160;
        packets(100);

        assertThat(Breaks.of(stream, RATE, KEYS)).isEmpty();
    }

    private void packets(int count) {
        for (int i = 0; i < count; i++) {
            stream.add(
                    new Arrival(
                            nanos, sequence & 0xffff, timestamp, ssrc, 8, false, new byte[160]));
            nanos += 20_000_000;
            sequence++;
            timestamp += 160;
        }
    }
}
