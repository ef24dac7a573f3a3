package org.ringdown.rtp;

import java.nio.ByteBuffer;

/** Writes the headers that {@link RedundantPacket} reads (RFC 2198 §3). */
public final class RedundantWriter {
    /** An older block that is longer, or older, cannot be written. */
    public static final int LONGEST = 0x3FF;

    public static final int OLDEST = 0x3FFF;

    private RedundantWriter() {}

    /** How many bytes the headers of so many older blocks and the packet's own take. */
    public static int headers(int older) {
        return older * RedundantPacket.OLDER + RedundantPacket.OWN;
    }

    /** Writes the header of an older block at the position of {@code out}. */
    public static void older(ByteBuffer out, int payloadType, int age, int length) {
        out.putInt(1 << 31 | payloadType << 24 | age << 10 | length);
    }

    /** Writes that of the packet's own, the last. */
    public static void own(ByteBuffer out, int payloadType) {
        out.put((byte) payloadType);
    }
}
