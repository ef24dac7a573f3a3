package org.ringdown.leg.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys by INFO, as PBXs and phones write them, and counted once whatever else tells of them. */
class DtmfInfoTest {
    private static final long MILLI = 1_000_000;

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

    // Each key once.

    @Test
    void aKeyThatComesByEventsAndByInfoCountsOnce() {
        var keys = new KeysOnce();
        keys.heard('1', 0);
        assertThat(keys.told(info('1'), 500 * MILLI)).isEmpty();
        keys.heard('1', 600 * MILLI);
        assertThat(keys.told(info('1'), 700 * MILLI)).isEmpty();
    }

    @Test
    void itCountsOnceWhicheverComesFirst() {
        var keys = new KeysOnce();
        var first = keys.told(info('1'), 0).orElseThrow();
        keys.heard('1', 100 * MILLI);

        assertThat(keys.counts(first)).isFalse();
        assertThat(keys.told(info('1'), 400 * MILLI)).isPresent();
    }

    @Test
    void aKeyByInfoAloneCountsAfterAMoment() {
        var keys = new KeysOnce();
        keys.heard('2', 0);
        var told = keys.told(info('1'), 0);
        var again = keys.told(info('1'), 0);

        assertThat(keys.counts(told.orElseThrow())).isTrue();
        assertThat(keys.counts(again.orElseThrow())).isTrue();
        assertThat(keys.counts(again.orElseThrow())).isFalse();
    }

    @Test
    void aKeyLongAgoIsAnotherOne() {
        var keys = new KeysOnce();
        keys.heard('1', 0);

        assertThat(keys.told(info('1'), 2_000 * MILLI)).isPresent();
    }

    @Test
    void nobodyMakesItRememberWithoutEnd() {
        var keys = new KeysOnce();
        for (int i = 0; i < 1000; i++) keys.heard('1', i);
        var taken = 0;
        for (int i = 0; i < 1000; i++) if (keys.told(info('2'), i).isPresent()) taken++;

        assertThat(taken).isEqualTo(64);
    }

    private static DtmfInfo info(char key) {
        return new DtmfInfo(key, Duration.ofMillis(160));
    }
}
