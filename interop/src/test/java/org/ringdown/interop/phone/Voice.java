package org.ringdown.interop.phone;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ringdown.interop.sound.G711;
import org.ringdown.interop.sound.Sound;

/** What a phone says over and over: the payloads of consecutive packets of 20 ms, and how many ticks of the RTP clock each takes. */
public record Voice(int payloadType, List<byte[]> frames, int ticks) {
    private static final int FRAME = 160;

    /** A tone without a seam, for frequencies that are multiples of 50. */
    public static Voice tone(G711 codec, int hz) {
        var codes = codec.encode(Sound.tone(hz, 8000, Duration.ofSeconds(1)));
        return new Voice(codec.payloadType(), frames(codes), FRAME);
    }

    private static List<byte[]> frames(byte[] codes) {
        return IntStream.range(0, codes.length / FRAME)
                .mapToObj(i -> Arrays.copyOfRange(codes, i * FRAME, (i + 1) * FRAME))
                .toList();
    }
}
