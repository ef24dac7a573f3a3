package org.ringdown.testkit.sound;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Somebody who listens to one RTP stream.
 *
 * <p>A <em>break</em> is another SSRC, a sequence number other than the next, or a timestamp more than one packet off the clock. An ear
 * knows nothing of loss: on a network that loses or reorders media, compare {@link #missing} with what was lost there instead.
 */
public final class Ear {
    private static final Duration TOLERANCE =
            Voice.PACKET.plusMillis(15); // one packet, and the network's jitter

    private final LongSupplier now;
    private final Map<Integer, Integer> clockRates = new HashMap<>();
    private final Map<Integer, Integer> heard = new HashMap<>();
    private int packets;
    private int fillers;
    private int missing;
    private int breaks;
    private long longestSilence;
    private int ssrc;
    private int sequence;
    private int timestamp;
    private int payloadType;
    private long at;
    private long firstAt;

    /** @param now in nanoseconds */
    public Ear(LongSupplier now) {
        this.now = now;
    }

    /** Tells the ear how fast the timestamps of a payload type run; 8000 for those it was not told of. */
    public void expect(int type, int clockRate) {
        clockRates.put(type, clockRate);
    }

    /** All packets. */
    public int packets() {
        return packets;
    }

    /** How many packets of this voice were heard. */
    public int heard(Voice voice) {
        return heard.getOrDefault(voice.speaker(), 0);
    }

    /** Packets in which nobody spoke: noise, music, keys. */
    public int fillers() {
        return fillers;
    }

    /** Sequence numbers that were passed over. */
    public int missing() {
        return missing;
    }

    public int breaks() {
        return breaks;
    }

    /** The longest time between two packets. */
    public Duration longestSilence() {
        return Duration.ofNanos(longestSilence);
    }

    /** When the first packet came, in the nanoseconds of the clock; 0 before. */
    public long firstAt() {
        return firstAt;
    }

    /** Whether this is RTP and not RTCP beside it (RFC 5761 §4). */
    public static boolean isRtp(ByteBuffer datagram) {
        int type = Byte.toUnsignedInt(datagram.get(datagram.position() + 1));
        return type < 192 || type > 223;
    }

    /** Hears one packet, decrypted. */
    public void hear(ByteBuffer packet) {
        int from = packet.position();
        int type = packet.get(from + 1) & 0x7F;
        int nextSequence = Short.toUnsignedInt(packet.getShort(from + 2));
        int nextTimestamp = packet.getInt(from + 4);
        int nextSsrc = packet.getInt(from + 8);
        if (packets == 0) firstAt = now.getAsLong();
        else compare(nextSsrc, nextSequence, nextTimestamp, type);
        packets++;
        ssrc = nextSsrc;
        sequence = nextSequence;
        timestamp = nextTimestamp;
        payloadType = type;
        at = now.getAsLong();
        recognise(packet, from + Voice.HEADER);
    }

    private void compare(int nextSsrc, int nextSequence, int nextTimestamp, int type) {
        long gap = now.getAsLong() - at;
        longestSilence = Math.max(longestSilence, gap);
        if (nextSsrc != ssrc) {
            breaks++;
            return;
        }
        int step = (short) (nextSequence - sequence);
        if (step > 1) missing += step - 1;
        boolean sameClock = rate(type) == rate(payloadType);
        if (step != 1 || sameClock && isOffTheClock(nextTimestamp - timestamp, rate(type), gap)) {
            breaks++;
        }
    }

    private static boolean isOffTheClock(int advance, int rate, long gap) {
        long advanced = advance * 1_000_000_000L / rate;
        return Math.abs(advanced - gap) > TOLERANCE.toNanos();
    }

    private int rate(int type) {
        return clockRates.getOrDefault(type, 8000);
    }

    private void recognise(ByteBuffer packet, int payload) {
        boolean spoken =
                packet.limit() >= payload + Voice.MARKED && packet.getInt(payload) == Voice.MARK;
        if (spoken) heard.merge(packet.getInt(payload + 4), 1, Integer::sum);
        else fillers++;
    }
}
