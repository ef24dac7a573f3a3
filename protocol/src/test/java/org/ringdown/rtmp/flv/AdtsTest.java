package org.ringdown.rtmp.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.wire.MalformedException;

/** Headers of ADTS, bit by bit. */
class AdtsTest {
    @ParameterizedTest(name = "{0} Hz, {1} channels, {2} bytes")
    @CsvSource({
        // Profile 01, rate 0011, channels 001, length 0000000010111 = 23: as ffmpeg -f adts has it.
        "48000, 1, 16, fff14c4002fffc",
        "44100, 2, 1529, fff15080c01ffc",
        "8000, 1, 1, fff16c40011ffc",
    })
    void isWhatFfmpegWrites(int rate, int channels, int size, String header) throws Exception {
        var config = new AudioSpecificConfig(2, rate, channels);
        var frame = ByteBuffer.allocate(size);
        var whole = ByteBuffer.allocate(Adts.HEADER + size);
        Adts.header(config, size, whole);
        whole.put(frame).flip();

        assertThat(whole.slice(0, Adts.HEADER)).isEqualTo(hex(header));
        var read = Adts.parse(whole);
        assertThat(read.config()).isEqualTo(config);
        assertThat(read.data()).isEqualTo(frame.flip());
    }

    @Test
    void aChecksumIsPassedOver() throws Exception {
        var read = Adts.parse(hex("fff04c40017ffc1234aabb"));

        assertThat(read.data()).isEqualTo(hex("aabb"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ff",
                "fff14c4002fff0",
                "fff14c4000fffc",
                "fff37c4002fffc00",
                "aaaa4c4002fffc",
                "fff1744001fffc00000000000000"
            })
    void refusesWhatIsNone(String bytes) {
        assertThatThrownBy(() -> Adts.parse(hex(bytes))).isInstanceOf(MalformedException.class);
    }

    @Test
    void fitsWhatDecodersOfLowComplexityFindOutThemselves() {
        assertThat(Adts.fits(new AudioSpecificConfig(2, 44_100, 2))).isTrue();
        assertThat(Adts.fits(new AudioSpecificConfig(5, 24_000, 1))).isTrue();
        assertThat(Adts.fits(new AudioSpecificConfig(2, 44_000, 2))).isFalse();
        assertThat(Adts.fits(new AudioSpecificConfig(39, 48_000, 1))).isFalse();
    }

    private static ByteBuffer hex(String text) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(text));
    }
}
