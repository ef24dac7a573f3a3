package org.ringdown.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sends every first byte where RFC 7983 §7 draws it, and every RTP type where RFC 5761 §4 wants it. */
class Rfc7983Test {
    @ParameterizedTest
    @CsvSource({
        "0, 3, STUN",
        "4, 15, UNKNOWN",
        "16, 19, ZRTP",
        "20, 63, DTLS",
        "64, 79, TURN_CHANNEL",
        "80, 127, UNKNOWN",
        "128, 191, RTP",
        "192, 255, UNKNOWN",
    })
    void sortsByTheFirstByte(int from, int to, Rfc7983.Kind kind) {
        for (int first = from; first <= to; first++) {
            assertThat(kind(first, 0)).as("first byte %d", first).isEqualTo(kind);
        }
    }

    @Test
    void sortsRtcpByItsType() {
        for (int second = 0; second < 256; second++) {
            assertThat(kind(0x80, second) == Rfc7983.Kind.RTCP)
                    .as("second byte %d", second)
                    .isEqualTo(second >= 192 && second <= 223);
        }
    }

    @Test
    void makesNothingOfLessThanTwoBytes() {
        assertThat(Rfc7983.kind(ByteBuffer.allocate(1), 0, 1)).isEqualTo(Rfc7983.Kind.UNKNOWN);
        assertThat(Rfc7983.kind(ByteBuffer.allocate(1), 0, 0)).isEqualTo(Rfc7983.Kind.UNKNOWN);
    }

    private static Rfc7983.Kind kind(int first, int second) {
        var buffer = ByteBuffer.wrap(new byte[] {0, (byte) first, (byte) second});
        return Rfc7983.kind(buffer, 1, 2);
    }
}
