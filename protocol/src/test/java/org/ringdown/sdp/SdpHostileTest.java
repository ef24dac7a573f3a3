package org.ringdown.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringdown.wire.MalformedException;

/** Whatever arrives is read or refused, soon, and never anything else. */
class SdpHostileTest {
    private static final String HEAD = "v=0\no=- 1 1 IN IP4 192.0.2.1\nc=IN IP4 192.0.2.1\n";

    static Stream<String> samples() {
        return Samples.all().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void survivesEveryTruncation(String sample) {
        var bytes = sample.getBytes(StandardCharsets.UTF_8);
        int read = 0;
        for (int size = 0; size <= bytes.length; size++) {
            if (isRead(ByteBuffer.wrap(bytes, 0, size))) read++;
        }
        assertThat(read).isPositive(); // the whole sample at least
    }

    @Test
    void survivesMutations() {
        var random = new Random(8866);
        int read = 0;
        for (int round = 0; round < 1200; round++) {
            var sample = Samples.all().get(random.nextInt(Samples.all().size()));
            if (isRead(ByteBuffer.wrap(mutated(sample, random)))) read++;
        }
        assertThat(read).isBetween(100, 1100); // both ways are taken often
    }

    private static byte[] mutated(String sample, Random random) {
        var bytes = sample.getBytes(StandardCharsets.UTF_8);
        for (int count = 1 + random.nextInt(4); count > 0; count--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) "0123456789/:;= \r\n\0-".charAt(random.nextInt(19));
                case 2 -> bytes[at] = (byte) random.nextInt(256);
                default -> {
                    int size = random.nextInt(Math.min(40, bytes.length - at));
                    System.arraycopy(bytes, random.nextInt(bytes.length - size), bytes, at, size);
                }
            }
        }
        return bytes;
    }

    private static boolean isRead(ByteBuffer bytes) {
        try {
            var sdp = SdpParser.parse(bytes);
            Samples.readEverything(sdp);
            assertThat(SdpParser.parse(sdp.toString())).isEqualTo(sdp);
            return true;
        } catch (MalformedException _) {
            return false;
        }
    }

    @Test
    void refusesAMegabyteAtOnce() {
        var text = HEAD + "a=x\n".repeat(1 << 18);

        atOnce(() ->
                assertThatThrownBy(() -> SdpParser.parse(text))
                        .isInstanceOf(MalformedException.class));
    }

    static Stream<String> exhausting() {
        return Stream.of(
                        "a=" + " ".repeat(60_000),
                        "x".repeat(60_000),
                        "m=audio 9 RTP/AVP" + " 0".repeat(30_000),
                        "m=" + " ".repeat(8000) + "audio 9 RTP/AVP 0",
                        "\r".repeat(60_000),
                        "\n".repeat(60_000),
                        "a=\n".repeat(990),
                        "t=0 0\n".repeat(990),
                        ("o=" + "9".repeat(60_000)),
                        "m=audio 9 RTP/AVP 0\n".repeat(16) + "a=group:BUNDLE\n".repeat(900),
                        "m=audio 9 RTP/AVPF" + formats() + "\n" + "a=rtcp-fb:* nack\n".repeat(990),
                        "m=audio 9 RTP/AVP" + formats() + "\n" + "a=rtpmap:96 x/1\n".repeat(990),
                        "m=audio 9 RTP/AVP 96\n"
                                + ("a=fmtp:96 " + ";".repeat(8000) + "\n").repeat(8),
                        "m=audio 9 RTP/AVP 96\n"
                                + ("a=fmtp:96 " + "a=b;".repeat(2000) + "\n").repeat(8),
                        "m=audio 9 RTP/AVP 0\n"
                                + ("a=candidate:" + "1 ".repeat(4000) + "\n").repeat(8),
                        "m=audio 9 RTP/AVP 0\n"
                                + ("a=crypto:1 X inline:" + "|".repeat(8000) + "\n").repeat(8),
                        "m=audio 9 RTP/AVP 0\n"
                                + ("a=crypto:1 X inline:" + "A;inline:".repeat(880) + "\n")
                                        .repeat(8),
                        "a=group:BUNDLE" + " 0".repeat(4000) + "\nm=audio 9 UDP/TLS/RTP/SAVPF 0")
                .map(lines -> HEAD + lines);
    }

    private static String formats() {
        var formats = new StringBuilder();
        for (int i = 64; i < 128; i++) formats.append(' ').append(i);
        return formats.toString();
    }

    @ParameterizedTest
    @MethodSource("exhausting")
    void doesNotLabourOnAnything(String text) {
        atOnce(() -> isRead(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
    }

    /** A hundred times what it takes, and far below what anything quadratic would need. */
    private static void atOnce(Runnable reading) {
        Assertions.assertTimeout(Duration.ofSeconds(1), reading::run);
    }
}
