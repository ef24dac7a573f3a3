package org.ringdown.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Opus (RFC 6716) as far as this machine can do it: by its libopus, in one channel. */
public final class Opus {
    /** The longest packet there is, in milliseconds (RFC 6716 §2.1.4). */
    static final int LONGEST_MILLIS = 120;

    /** Longer payloads than a datagram of sound are not looked at. */
    static final int LONGEST_PAYLOAD = 1500;

    /** What libopus has to hear before it says anything: 6.5 ms (RFC 7845 §4.2). */
    private static final int PRE_SKIP = 312;

    private Opus() {}

    /** Whether there is a libopus; looked for, and told to the log, when first asked. */
    public static boolean isPresent() {
        return OpusLibrary.FOUND.isPresent();
    }

    /** What a player has to know before the first packet (RFC 7845 §5.1). */
    public static ByteBuffer head(int sampleRate, int channels) {
        var head = ByteBuffer.allocate(19).order(ByteOrder.LITTLE_ENDIAN);
        head.put("OpusHead".getBytes(StandardCharsets.US_ASCII));
        head.put((byte) 1).put((byte) channels).putShort((short) PRE_SKIP);
        head.putInt(sampleRate).putShort((short) 0).put((byte) 0);
        return head.flip();
    }

    /** How many samples of 48 kHz a packet holds, by its first bytes; 0 where it is none (RFC 6716 §3.1, §3.2). */
    public static int units(ByteBuffer packet) {
        if (!packet.hasRemaining()) return 0;
        int first = packet.get(packet.position()) & 0xff;
        int frames =
                switch (first & 3) {
                    case 0 -> 1;
                    case 1, 2 -> 2;
                    default ->
                            packet.remaining() < 2 ? 0 : packet.get(packet.position() + 1) & 0x3f;
                };
        int units = frames * frame(first >> 3);
        return units <= LONGEST_MILLIS * 48 ? units : 0;
    }

    /** Samples of one frame. */
    private static int frame(int configuration) {
        if (configuration < 12) return (configuration & 3) == 3 ? 2880 : 480 << (configuration & 3);
        if (configuration < 16) return 480 << (configuration & 1);
        return 120 << (configuration & 3);
    }

    /** An encoder for files, which is told samples of all channels by turns, where {@link #isPresent}; to be closed by the thread that made it. */
    public static SoundEncoder encoder(int sampleRate, int channels) {
        var encoder = OpusEncoder.owned(sampleRate, channels);
        encoder.expectLoss(0);
        return encoder;
    }

    /** Makes the first call that needs Opus as quick as the others: takes a tenth of a second, and nobody should wait for it. */
    public static void warmUp() {
        if (!isPresent()) return;
        OpusEncoder.owned(SoundEncoder.NARROW).close();
        new OpusDecoder(SoundEncoder.NARROW).close();
    }
}
