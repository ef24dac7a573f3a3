package org.ringdown.codec.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.codec.Goertzel;
import org.ringdown.codec.SoundCodecs;
import org.ringdown.codec.Tone;
import org.ringdown.media.Codec;

/** A tone through each codec is the same tone afterwards, as long as it was. */
class FfmpegCodecsTest {
    private static final FfmpegCodecs CODECS = new FfmpegCodecs();
    private static final int TURNS = 150;

    @BeforeAll
    static void load() {
        CODECS.load();
    }

    static Stream<Codec> encoded() {
        return CODECS.known().stream().filter(FfmpegEncoder::isKnown);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("encoded")
    void aToneIsHeard(Codec codec) {
        var encoder = CODECS.encoder(codec, 16_000).orElseThrow();
        var decoder = CODECS.decoder(codec, 8000).orElseThrow();
        var tone = new Tone(16_000, 0.5, 440);
        var samples = new short[320];
        var payload = ByteBuffer.allocate(2000);
        var decoded = new short[8000];
        var heard = new short[TURNS * 200];
        int count = 0;
        long units = 0;
        long stamped = Long.MIN_VALUE;
        for (int turn = 0; turn < TURNS; turn++) {
            tone.fill(samples, samples.length);
            encoder.encode(samples, samples.length, payload.clear());
            payload.flip();
            if (payload.hasRemaining()) {
                long began = units - encoder.behind();
                assertThat(began).isGreaterThan(stamped);
                stamped = began;
                int more = decoder.decode(payload, decoded);
                System.arraycopy(decoded, 0, heard, count, more);
                count += more;
            }
            units += codec.clockRate() / 50;
        }
        encoder.close();
        decoder.close();

        // What waits for more, and what an encoder keeps.
        int kept = codec.name().equals("aac") ? 3 * 1024 * 8000 / codec.clockRate() : 640;
        assertThat(count).isBetween(TURNS * 160 - kept, TURNS * 160);
        assertThat(Goertzel.share(heard, 4000, count, 8000, 440)).isGreaterThan(0.9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"speex", "nellymoser", "aac", "mp3/flv"})
    void whateverComesNothingThrows(String name) {
        var random = new Random(7);
        for (var codec : CODECS.known()) {
            if (!codec.name().equals(name)) continue;
            var decoder = CODECS.decoder(codec, 16_000).orElseThrow();
            var samples = new short[2560];
            for (int i = 0; i < 3000; i++) {
                var bytes = new byte[random.nextInt(300)];
                random.nextBytes(bytes);
                if (bytes.length > 8 && name.equals("aac")) {
                    bytes[0] = (byte) 0xff;
                    bytes[1] = (byte) 0xf1;
                }
                if (bytes.length > 8 && name.startsWith("mp3")) {
                    bytes[0] = (byte) 0xff;
                    bytes[1] = (byte) 0xfb;
                }
                assertThat(decoder.decode(ByteBuffer.wrap(bytes), samples)).isBetween(0, 2560);
            }
            decoder.close();
            assertThat(decoder.decode(ByteBuffer.allocate(20), samples)).isZero();
        }
    }

    @Test
    void everythingIsFoundByTheLoaderOfServices() {
        var found = ServiceLoader.load(SoundCodecs.class).findFirst();
        assertThat(found.orElseThrow().known())
                .containsAll(
                        List.of(Codec.SPEEX_WIDE, Codec.nellymoser(22_050), Codec.aac(44_100)));
    }
}
