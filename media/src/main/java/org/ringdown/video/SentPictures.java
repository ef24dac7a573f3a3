package org.ringdown.video;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.ringdown.rtp.RtpPacket;

/**
 * The packets that were sent of late, for a far end that misses some.
 *
 * <p>Bounded, and each is given out a few times only, so that whoever asks for everything gets little more than was sent.
 */
final class SentPictures {
    private static final int PACKETS = 512;
    private static final int LONGEST = 1536;
    private static final int MOST_TIMES = 4;

    /** Who asks again within this time has not had the time to hear the answer. */
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(15);

    private final ByteBuffer bytes = ByteBuffer.allocate(PACKETS * LONGEST);
    private final int[] lengths = new int[PACKETS];
    private final int[] times = new int[PACKETS];
    private final long[] givenAt = new long[PACKETS];
    private final RtpPacket packet = new RtpPacket();

    void keep(RtpPacket sent) {
        int slot = slot(sent.sequence());
        if (sent.length() > LONGEST) {
            lengths[slot] = 0;
            return;
        }
        bytes.put(slot * LONGEST, sent.buffer(), sent.offset(), sent.length());
        lengths[slot] = sent.length();
        times[slot] = 0;
    }

    /** Whether {@link #packet} is that one now. */
    boolean find(int sequence, long now) {
        int slot = slot(sequence);
        boolean kept =
                lengths[slot] > 0
                        && packet.wrap(bytes, slot * LONGEST, lengths[slot])
                        && packet.sequence() == sequence;
        boolean given = times[slot] > 0 && now - givenAt[slot] < PAUSE;
        if (!kept || given || times[slot] == MOST_TIMES) return false;
        times[slot]++;
        givenAt[slot] = now;
        return true;
    }

    /** What was found; not to be changed. */
    RtpPacket packet() {
        return packet;
    }

    private static int slot(int sequence) {
        return sequence % PACKETS;
    }
}
