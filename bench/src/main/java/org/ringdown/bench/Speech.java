package org.ringdown.bench;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.ringdown.codec.SoundEncoder;
import org.ringdown.codec.SoundSource;
import org.ringdown.media.Codec;

/** Ten seconds of something like a voice as payloads of 20 ms. */
final class Speech {
    private static final int FRAMES = 50;
    private static final int SECONDS = 10;

    private Speech() {}

    static List<byte[]> in(Codec codec, int rate) {
        return payloads(codec, rate, new Babble(rate));
    }

    static List<byte[]> silence(Codec codec, int rate) {
        return payloads(codec, rate, SoundSource.SILENCE);
    }

    private static List<byte[]> payloads(Codec codec, int rate, SoundSource voice) {
        var payloads = new ArrayList<byte[]>();
        var samples = new short[rate / FRAMES];
        var payload = ByteBuffer.allocate(1500);
        try (var encoder = SoundEncoder.taking(codec, rate).orElseThrow()) {
            for (int i = 0; i < SECONDS * FRAMES; i++) {
                voice.fill(samples, samples.length);
                encoder.encode(samples, samples.length, payload.clear());
                var bytes = new byte[payload.position()];
                payload.get(0, bytes);
                payloads.add(bytes);
            }
        }
        return payloads;
    }
}
