package org.ringdown.sip.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.sip.Body;

/** How far a REFER has come, from the fragments of RFC 3515 §2.4.5 and what phones make of them. */
class SipfragTest {
    @ParameterizedTest
    @CsvSource({
        "'SIP/2.0 100 Trying', 100",
        "'SIP/2.0 180 Ringing~', 180",
        "'SIP/2.0 200 OK~Contact: <sip:b@example.com>~~', 200",
        "'sip/2.0 486 Busy Here~', 486",
        "'~~SIP/2.0 603~', 603",
        "'SIP/2.0 503', 503",
    })
    void theFirstLineSaysIt(String text, int status) {
        assertThat(status(text.replace("~", "\r\n"))).hasValue(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SIP/2.0",
                "SIP/2.0 ",
                "SIP/2.0 20",
                "SIP/2.0 2000 OK",
                "SIP/2.0 099 No",
                "SIP/2.0 700 No",
                "SIP/2.0 20x OK",
                "SIP/3.0 200 OK",
                "INVITE sip:b@example.com SIP/2.0",
                "SIP/2.0 \u0662\u0660\u0660 OK"
            })
    void whatSaysNothing(String text) {
        assertThat(status(text)).isEmpty();
    }

    @Test
    void everyTruncation() {
        var whole = "SIP/2.0 200 OK";
        for (int size = 0; size < "SIP/2.0 200".length(); size++)
            assertThat(status(whole.substring(0, size))).as("%d bytes", size).isEmpty();
    }

    @Test
    void whatIsTooLongIsNotRead() {
        assertThat(status("SIP/2.0 200 OK\r\n" + "X: ".repeat(4_000))).isEmpty();
    }

    @Test
    void nothingMakesItFail() {
        var random = new Random(3420);
        for (int i = 0; i < 20_000; i++) {
            var bytes = new byte[random.nextInt(30)];
            random.nextBytes(bytes);
            var text =
                    "SIP/2.0 ".substring(0, random.nextInt(9))
                            + new String(
                                    bytes,
                                    0,
                                    bytes.length,
                                    java.nio.charset.StandardCharsets.ISO_8859_1);
            assertThatCode(() -> status(text)).doesNotThrowAnyException();
        }
    }

    private static OptionalInt status(String text) {
        return Sipfrag.status(Body.of(text));
    }
}
