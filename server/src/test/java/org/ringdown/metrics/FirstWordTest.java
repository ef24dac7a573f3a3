package org.ringdown.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirstWordTest {
    @ParameterizedTest
    @CsvSource({
        "INVITE sip:a@b SIP/2.0, INVITE",
        "SUBSCRIBE sip:a@b SIP/2.0, SUBSCRIBE",
        "NEWMETHOD sip:a@b SIP/2.0, other"
    })
    void requestsAreKnownByTheirMethod(String message, String method) {
        assertThat(of(message)).isEqualTo(new FirstWord.Method(method));
    }

    @Test
    void responsesAreKnownByTheirCode() {
        assertThat(of("SIP/2.0 200 OK")).isEqualTo(new FirstWord.Code(200));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "INVITE",
                " INVITE sip:a@b",
                "SIP/2.0 20",
                "SIP/2.0 099 Low",
                "SIP/2.0 700 High",
                "SIP/2.0 2x0 OK",
                "SIP/2.0",
                "LONGERTHANTHAT sip:a@b SIP/2.0",
                "\r\n\r\n"
            })
    void whatBeginsLikeNeitherIsNeither(String message) {
        assertThat(of(message)).isEqualTo(new FirstWord.Neither());
    }

    @Test
    void onlyWhatTheBufferHoldsIsRead() {
        var buffer = ByteBuffer.wrap("xxBYE sip:a@b".getBytes(StandardCharsets.US_ASCII));
        assertThat(FirstWord.of(buffer.position(2))).isEqualTo(new FirstWord.Method("BYE"));
        assertThat(FirstWord.of(buffer.limit(5))).isEqualTo(new FirstWord.Neither());
        assertThat(buffer.position()).isEqualTo(2);
    }

    @Test
    void nothingThatComesBreaksIt() {
        var random = new Random(1);
        var alphabet = "SIP/2.0 INVTEBY19\r\n\0\u00ff".getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 100_000; i++) {
            var bytes = new byte[random.nextInt(20)];
            for (int at = 0; at < bytes.length; at++)
                bytes[at] = alphabet[random.nextInt(alphabet.length)];
            assertThat(FirstWord.of(ByteBuffer.wrap(bytes))).isNotNull();
        }
    }

    private static FirstWord of(String message) {
        return FirstWord.of(ByteBuffer.wrap(message.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
