package org.ringdown.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys by INFO, as PBXs and phones write them. */
class DtmfInfoTest {
    @ParameterizedTest
    @CsvSource({
        "Signal=5~Duration=250~,   5, 250",
        "Signal= *~Duration= 160~, *, 160",
        "signal=#,                 #, 160",
        "Signal=11~,               #, 160",
        "Signal=10~,               *, 160",
        "Signal=12~,               A, 160",
        "Signal=d~,                D, 160",
        "Duration=100~Signal=0,    0, 100",
        "Signal=1~Duration=0~,     1, 40",
        "Signal=1~Duration=999999999999~, 1, 6000",
        "Signal=1~Duration=-5~,    1, 160",
    })
    void aRelayNamesAKeyAndHowLongItWasHeld(String body, char key, long millis) {
        assertThat(DtmfInfo.parse(DtmfInfo.RELAY, body.replace("~", "\r\n")))
                .contains(new DtmfInfo(key, Duration.ofMillis(millis)));
    }

    @ParameterizedTest
    @CsvSource({"5", "' 5~'", "Signal=5", "'5~Duration=160'"})
    void aPlainBodyIsTheKey(String body) {
        assertThat(DtmfInfo.parse("application/dtmf", body.replace("~", "\r\n")))
                .map(DtmfInfo::key)
                .contains('5');
    }

    @ParameterizedTest
    @CsvSource({"''", "Signal=", "Signal=55", "Signal=16", "Signal=x", "5", "Duration=100"})
    void whatNamesNoKeyIsNone(String body) {
        assertThat(DtmfInfo.parse(DtmfInfo.RELAY, body)).isEmpty();
    }

    @Test
    void whatIsTooLongIsNotRead() {
        assertThat(DtmfInfo.parse(DtmfInfo.RELAY, "Signal=5\r\n" + " ".repeat(300))).isEmpty();
    }

    @Test
    void itReadsWhatItWrites() {
        for (char key : "0123456789*#ABCD".toCharArray()) {
            var info = new DtmfInfo(key, Duration.ofMillis(120));
            assertThat(DtmfInfo.parse(DtmfInfo.RELAY, info.body())).contains(info);
        }
    }

    @Test
    void noBodyMakesItFail() {
        var random = new Random(1);
        var alphabet = "Signal=Duration0123456789*#\r\n; \u0661";
        for (int i = 0; i < 20_000; i++) {
            var body = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--)
                body.append(alphabet.charAt(random.nextInt(alphabet.length())));
            assertThatCode(() -> DtmfInfo.parse(DtmfInfo.RELAY, body.toString()))
                    .doesNotThrowAnyException();
        }
    }
}
