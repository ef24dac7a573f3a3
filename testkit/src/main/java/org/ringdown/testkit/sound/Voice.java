package org.ringdown.testkit.sound;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Somebody who speaks: an RTP stream of 20 ms packets, each with the speaker's number and its own in the payload. */
public final class Voice {
    /** How much sound a packet holds. */
    public static final Duration PACKET = Duration.ofMillis(20);

    static final int MARK = 0x52494E47;
    static final int HEADER = 12;
    static final int MARKED = 12;
    private static final int PAYLOAD = 160;
    private static final int PACKETS_PER_SECOND = 50;

    private final int speaker;
    private final int ssrc;
    private int payloadType;
    private int clockRate;
    private int sequence;
    private int timestamp;
    private int spoken;

    public Voice(RandomGenerator random, int payloadType, int clockRate) {
        this.speaker = random.nextInt();
        this.ssrc = random.nextInt();
        this.sequence = random.nextInt(1 << 16);
        this.timestamp = random.nextInt();
        this.payloadType = payloadType;
        this.clockRate = clockRate;
    }

    /** By what an {@link Ear} tells who was heard. */
    public int speaker() {
        return speaker;
    }

    public int ssrc() {
        return ssrc;
    }

    /** How many packets were spoken. */
    public int spoken() {
        return spoken;
    }

    /** From the next packet on in another codec. */
    public void codec(int type, int rate) {
        payloadType = type;
        clockRate = rate;
    }

    /** The next packet, to be sent {@link #PACKET} after the last; {@code room} more bytes may be written behind it. */
    public ByteBuffer next(int room) {
        var packet = ByteBuffer.allocate(HEADER + PAYLOAD + room);
        packet.put((byte) 0x80).put((byte) payloadType).putShort((short) sequence++);
        packet.putInt(timestamp).putInt(ssrc);
        packet.putInt(MARK).putInt(speaker).putInt(spoken++);
        timestamp += clockRate / PACKETS_PER_SECOND;
        return packet.limit(HEADER + PAYLOAD).position(0);
    }
}
