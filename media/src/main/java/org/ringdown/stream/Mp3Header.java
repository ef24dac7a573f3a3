package org.ringdown.stream;

import java.nio.ByteBuffer;

/**
 * What a frame of MPEG audio, layer III, says of itself (ISO/IEC 11172-3 §2.4.1.3, 13818-3 §2.4.2.3).
 *
 * <pre>
 * |1 1 1 1 1 1 1 1 1 1 1|version|0 1|P|  bitrate  |rate|...
 * </pre>
 */
final class Mp3Header {
    private static final int HEADER = 4;
    private static final int LAYER_3 = 1;
    private static final int VERSION_1 = 3;
    private static final int VERSION_2 = 2;
    private static final int[] RATES = {44_100, 48_000, 32_000, 0};

    private Mp3Header() {}

    /** Samples a second; 0 where it is no such frame. */
    static int rate(ByteBuffer frame) {
        if (frame.remaining() < HEADER) return 0;
        int head = frame.getInt(frame.position());
        int version = head >> 19 & 3;
        boolean sound = head >>> 21 == 0x7ff && (head >> 17 & 3) == LAYER_3 && version != 1;
        if (!sound) return 0;
        int rate = RATES[head >> 10 & 3];
        return version == VERSION_1 ? rate : version == VERSION_2 ? rate / 2 : rate / 4;
    }

    /** Samples of a frame of that rate: the versions that have half of the rates have half of the samples. */
    static int samples(int rate) {
        return rate >= 32_000 ? 1152 : 576;
    }
}
