package org.ringdown.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Values of ITU-T G.711, tables 1a, 2a, 5 and 6, scaled to 16 bits. */
class G711Test {
    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource({
        // A-law: 13 bits, so one unit of the table is 8.
        "A_LAW, d5, 8", "A_LAW, 55, -8", "A_LAW, aa, 32256", "A_LAW, 2a, -32256", "A_LAW, f5, 528",
                "A_LAW, c5, 264",
        // mu-law: 14 bits, so one unit is 4.
        "MU_LAW, ff, 0", "MU_LAW, 7f, 0", "MU_LAW, fe, 8", "MU_LAW, 80, 32124",
                "MU_LAW, 00, -32124", "MU_LAW, ef, 132"
    })
    void expandsWhatTheTablesSay(G711 law, String code, int sample) {
        assertThat(law.decode((byte) HexFormat.fromHexDigits(code))).isEqualTo((short) sample);
    }

    /** Eight samples of 1 kHz at 0 dBm0, the digital reference of tables 5 and 6. */
    @ParameterizedTest
    @CsvSource({"A_LAW, 34212134b4a1a1b4", "MU_LAW, 1e0b0b1e9e8b8b9e"})
    void playsTheReferenceToneOfOneKilohertz(G711 law, String period) {
        var samples = new short[8 * 50];
        int decoded =
                law.decode(ByteBuffer.wrap(HexFormat.of().parseHex(period.repeat(50))), samples);

        assertThat(decoded).isEqualTo(400);
        assertThat(Goertzel.share(samples, 8000, 1000)).isGreaterThan(0.999);
    }

    @ParameterizedTest
    @EnumSource
    void encodesEachOfItsOwnSamplesToItself(G711 law) {
        for (int code = 0; code < 256; code++) {
            short sample = law.decode((byte) code);
            assertThat(law.decode(law.encode(sample))).as("code %02x", code).isEqualTo(sample);
        }
    }

    @ParameterizedTest
    @EnumSource
    void neverMissesBySteeplyMoreThanTheStepItIsIn(G711 law) {
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            int error = Math.abs(law.decode(law.encode(sample)) - sample);
            // Half a step: 1/32 of the sample, the smallest step is 16 wide, and what is clipped at
            // the top.
            assertThat(error)
                    .as("sample %d", sample)
                    .isLessThanOrEqualTo(Math.max(8, Math.abs(sample) / 32 + 8) + clipped(sample));
        }
    }

    @ParameterizedTest
    @EnumSource
    void growsWithTheSample(G711 law) {
        for (int sample = Short.MIN_VALUE; sample < Short.MAX_VALUE; sample++) {
            assertThat(law.decode(law.encode(sample + 1)))
                    .isGreaterThanOrEqualTo(law.decode(law.encode(sample)));
        }
    }

    @Test
    void decodesNoMoreThanThereIsRoomFor() {
        assertThat(G711.A_LAW.decode(ByteBuffer.allocate(200), new short[160])).isEqualTo(160);
    }

    private static int clipped(int sample) {
        return Math.max(0, Math.abs(sample) - 32124);
    }
}
