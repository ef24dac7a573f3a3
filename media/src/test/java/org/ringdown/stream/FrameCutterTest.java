package org.ringdown.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.codec.Opus;
import org.ringdown.media.Codec;

/** Messages cut into frames, to the bit. */
class FrameCutterTest {
    private static final int[] NARROW = {5, 43, 119, 160, 220, 300, 364, 492, 79};
    private static final int[] WIDE = {4, 36, 112, 192, 352};

    private final Random random = new Random(5);

    @Test
    void speexIsCutWhereverAFrameEnds() {
        for (int mode = 0; mode < NARROW.length; mode++) {
            for (int wide = -1; wide < WIDE.length; wide++) {
                var first = speex(mode, wide);
                var second = speex(8 - mode, wide);
                var third = speex(mode, -1);
                var message = bytes(first + second + third + "01111");

                assertThat(cut(new SpeexCutter(), message))
                        .as(mode + " and " + wide)
                        .containsExactly(padded(first), padded(second), padded(third));
            }
        }
    }

    @Test
    void whatSpeexSaysAsideIsLeftOut() {
        var frame = speex(5, 2);
        var request = "0" + "1110" + "0010" + "1010"; // of the second kind, four bits
        var user = "0" + "1101" + "0001" + "00000" + "11111111"; // one byte

        assertThat(cut(new SpeexCutter(), bytes(request + frame + user + frame)))
                .containsExactly(padded(frame), padded(frame));
    }

    @Test
    void speexThatIsCutOffOrHasNoModeEndsThere() {
        var frame = speex(6, 3);
        var noMode = "0" + "1001" + "0".repeat(60);
        assertThat(cut(new SpeexCutter(), bytes(frame + noMode))).containsExactly(padded(frame));
        assertThat(cut(new SpeexCutter(), bytes(frame + frame.substring(0, 300))))
                .containsExactly(padded(frame));
        assertThat(cut(new SpeexCutter(), ByteBuffer.allocate(0))).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "fc, 960", // CELT, 20 ms
        "f8, 960",
        "e0, 120", // 2.5 ms
        "08ff, 960", // SILK, 20 ms
        "18ff, 2880", // 60 ms
        "78ff, 960", // hybrid, 20 ms
        "fd00, 1920", // two
        "ff03, 2880", // three
        "ff3f, 0", // 63: longer than 120 ms
        "ff, 0",
        "'', 0"
    })
    void opusSaysHowLongItIs(String packet, int units) {
        assertThat(Opus.units(ByteBuffer.wrap(HexFormat.of().parseHex(packet)))).isEqualTo(units);
    }

    @ParameterizedTest(name = "{0}: {1} Hz")
    @CsvSource({
        "fffb9064, 44100",
        "fffb9464, 48000",
        "fff3e0c4, 22050",
        "ffe390c4, 11025",
        "fffd9064, 0", // layer II
        "fffb9c64, 0",
        "fff3, 0",
        "00000000, 0"
    })
    void aFrameOfMp3SaysItsRate(String head, int rate) {
        assertThat(Mp3Header.rate(ByteBuffer.wrap(HexFormat.of().parseHex(head)))).isEqualTo(rate);
    }

    @Test
    void blocksOfNellymoserAreTakenApart() {
        var three = ByteBuffer.allocate(3 * 64 + 7);

        assertThat(cut(new BlockCutter(Codec.nellymoser(8000)), three))
                .hasSize(3)
                .allMatch(block -> block.remaining() == 64);
    }

    /** A frame as a text of bits. */
    private String speex(int mode, int wide) {
        var narrow = "0" + binary(mode, 4) + noise(NARROW[mode] - 5);
        return wide < 0 ? narrow : narrow + "1" + binary(wide, 3) + noise(WIDE[wide] - 4);
    }

    private static String binary(int value, int digits) {
        return Integer.toBinaryString(1 << digits | value).substring(1);
    }

    private String noise(int length) {
        var bits = new StringBuilder();
        for (int i = 0; i < length; i++) bits.append(random.nextBoolean() ? '1' : '0');
        return bits.toString();
    }

    /** With a zero and ones behind it, as RFC 5574 §3.3 has it. */
    private static ByteBuffer padded(String bits) {
        int missing = -bits.length() & 7;
        return bytes(missing == 0 ? bits : bits + "0" + "1".repeat(missing - 1));
    }

    private static ByteBuffer bytes(String bits) {
        var whole = bits + "1".repeat(-bits.length() & 7);
        var bytes = ByteBuffer.allocate(whole.length() / 8);
        for (int i = 0; i < whole.length(); i += 8)
            bytes.put((byte) Integer.parseInt(whole.substring(i, i + 8), 2));
        return bytes.flip();
    }

    private static List<ByteBuffer> cut(FrameCutter cutter, ByteBuffer message) {
        var frames = new ArrayList<ByteBuffer>();
        cutter.cut(
                message,
                (payload, units) -> {
                    var copy = ByteBuffer.allocate(payload.remaining()).put(payload.duplicate());
                    frames.add(copy.flip());
                });
        return frames;
    }
}
