package org.ringdown.interop.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ringdown.rtp.EgressRewriter;
import org.ringdown.rtp.RtpPacket;

/** Shows that every kind of break is found once, and that lateness alone is none. */
class BreaksTest {
    private static final int RATE = 8000;
    private static final int KEYS = 101;

    private final List<Arrival> stream = new ArrayList<>();
    private int sequence = 65_500;
    private int timestamp = -2_000; // both wrap under way
    private int ssrc = 0x1234;
    private long nanos;
    private boolean changed;

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
    void aChangeOfSourceWhoseTimestampsFollowTheClockIsNone() {
        packets(100);
        pause(200, 200);
        packets(100);

        assertThat(Breaks.of(stream, RATE, KEYS)).isEmpty();
    }

    @Test
    void aSourceThatComesLateIsNone() {
        packets(100);
        nanos += 60_000_000;
        packets(100);

        assertThat(Breaks.of(stream, RATE, KEYS)).isEmpty();
    }

    @Test
    void aSourceThatBeginsLateIsNone() {
        packets(100);
        pause(200, 200);
        packets(3);
        nanos -= 45_000_000;
        packets(100);

        assertThat(Breaks.of(stream, RATE, KEYS)).isEmpty();
    }

    /**
     * A page's microphone stalls while the machine is busy, and stays late; a second later another source takes over. What the time is by
     * then, the gateway's own clock says: it lies between what the late source made of it and what it was before.
     */
    @Test
    void aSourceThatFellBehindAndIsLeftSoonAfterIsNone() {
        for (int packets = 0; packets < 200; packets += 10) {
            var rewriter = EgressRewriter.audio(RATE, ssrc, 1000, timestamp);
            stream.clear();
            source(rewriter, 1, 300);
            nanos += 195_000_000;
            source(rewriter, 1, packets);
            source(rewriter, 2, 100);

            assertThat(Breaks.of(stream, RATE, KEYS)).as("after %d packets", packets).isEmpty();
        }
    }

    /** Packets of one source, as the gateway's rewriter passes them on. */
    private void source(EgressRewriter rewriter, int source, int count) {
        for (int i = 0; i < count; i++) {
            var packet = new RtpPacket();
            var bytes = ByteBuffer.allocate(172).put(0, (byte) 0x80).put(1, (byte) 8);
            // Each source counts for itself, and on from where it was.
            int number = sequence++;
            bytes.putShort(2, (short) number).putInt(4, source * 1_000_000 + number * 160);
            assertThat(packet.wrap(bytes, 0, 172)).isTrue();
            rewriter.select(source);
            assertThat(rewriter.rewrite(packet, source, nanos)).isTrue();
            stream.add(Arrival.parse(nanos, packet.buffer()).orElseThrow());
            nanos += 20_000_000;
        }
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
        pause(200, 20);
        packets(100);

        assertThat(Breaks.of(stream, RATE, KEYS))
                .singleElement()
                .asString()
                .contains("timestamp -180 ms off the clock");
    }

    @Test
    void findsTheLatenessOfOnePacketInAllThatFollow() {
        packets(100);
        nanos += 45_000_000;
        packets(1);
        pause(180, 180);
        packets(100);

        assertThat(Breaks.of(stream, RATE, KEYS))
                .singleElement()
                .asString()
                .contains("timestamp -45 ms off the clock");
    }

    @Test
    void findsAJumpAhead() {
        packets(100);
        pause(200, 230);
        packets(100);

        assertThat(Breaks.of(stream, RATE, KEYS))
                .singleElement()
                .asString()
                .contains("timestamp 30 ms off the clock");
    }

    @Test
    void findsAJumpWithinASource() {
        packets(100);
        timestamp += 80;
        packets(100);

        assertThat(Breaks.of(stream, RATE, KEYS))
                .singleElement()
                .asString()
                .contains("goes on by 240 after 160 samples");
    }

    @Test
    void forgivesOnePacketTime() {
        packets(100);
        pause(200, 220);
        packets(100);

        assertThat(Breaks.of(stream, RATE, KEYS)).isEmpty();
    }

    /** A change of source: real time passes, and so much of it in timestamps. The 20 ms that the last packet takes have passed already. */
    private void pause(int millis, int stamped) {
        nanos += (millis - 20) * 1_000_000L;
        timestamp += (stamped - 20) * RATE / 1000;
        changed = true;
    }

    private void packets(int count) {
        for (int i = 0; i < count; i++) {
            stream.add(
                    new Arrival(
                            nanos, sequence & 0xffff, timestamp, ssrc, 8, changed, new byte[160]));
            changed = false;
            nanos += 20_000_000;
            sequence++;
            timestamp += 160;
        }
    }
}
