package org.ringdown.rtmp.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.rtmp.flv.AudioTagTest.hex;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Codes bit by bit; that ffmpeg's sound the same, its streams show. */
class SwfAdpcmTest {
    /** Two bits each: 16 samples as they are, index 0, then codes 0, 0, 1, 3. */
    @Test
    void readsCodesOfTwoBits() {
        // 00 | 0000000000010000 | 000000 | 00 00 01 11
        assertThat(SwfAdpcm.decode(hex("0004 00 07"), 1, 100)).containsExactly(16, 19, 22, 32, 19);
    }

    /** Four bits: 10 | 1111111111111111 | 000001 | 0111 1000. */
    @Test
    void readsCodesOfFourBitsAndSamplesBelowZero() {
        assertThat(SwfAdpcm.decode(hex("bfffc1 78"), 1, 100)).containsExactly(-1, 14, 12);
    }

    @Test
    void takesAnything() {
        var random = new SplittableRandom(3);
        for (int i = 0; i < 20_000; i++) {
            var bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            for (int channels = 1; channels <= 2; channels++) {
                int most = random.nextInt(1000);
                assertThat(SwfAdpcm.decode(ByteBuffer.wrap(bytes), channels, most).length)
                        .isLessThanOrEqualTo(most * channels);
            }
        }
        assertThat(SwfAdpcm.decode(ByteBuffer.allocate(1 << 16), 1, 1 << 15)).hasSize(1 << 15);
    }
}
