package org.ringdown.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.sip.Headers;
import org.ringdown.sip.SessionExpires.Refresher;
import org.ringdown.sip.dialog.SessionTimer.Verdict;

/** RFC 4028. */
class SessionTimerTest {
    /** Table 2 of §9, and what an interval of ours may do to theirs. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    timer, -,                   -,    1800;refresher=uas, true
                    timer, 3600,                -,    1800;refresher=uas, true
                    timer, 600,                 -,    600;refresher=uas,  true
                    timer, 600;refresher=uac,   -,    600;refresher=uac,  false
                    timer, 600;refresher=uas,   -,    600;refresher=uas,  true
                    timer, 4000;refresher=uac,  3000, 3000;refresher=uac, false
                    timer, -,                   3000, 3000;refresher=uas, true
                    -,     600,                 -,    600;refresher=uas,  true
                    -,     600;refresher=uac,   -,    600;refresher=uas,  true
                    -,     -,                   -,    -,                  false
                    -,     30,                  -,    -,                  false
                    """)
    void answersTheirWish(
            String supported, String wish, String least, String said, boolean weRefresh) {
        var agreed = (Verdict.Agreed) SessionTimer.asked(headers(supported, wish, least), 1800);
        assertThat(agreed.headers().first("Session-Expires").orElse(null)).isEqualTo(said);
        assertThat(agreed.timer().map(SessionTimer::weRefresh).orElse(false)).isEqualTo(weRefresh);
        boolean theirs = said != null && said.endsWith("uac");
        assertThat(agreed.headers().require().contains("timer")).isEqualTo(theirs);
    }

    @Test
    void refusesWhatIsTooShortAndSaysHowLongItMustBe() {
        var refused = (Verdict.Refused) SessionTimer.asked(headers("timer", "60", null), 1800);
        assertThat(refused.refusal().status()).isEqualTo(422);
        assertThat(refused.refusal().headers().seconds("Min-SE")).hasValue(90);
    }

    @Test
    void readsTheAnswerToOurs() {
        var ours = Headers.builder().add("Session-Expires", "1000;refresher=uac").build();
        assertThat(SessionTimer.answered(ours))
                .contains(new SessionTimer(Duration.ofSeconds(1000), true));
        var theirs = Headers.builder().add("Session-Expires", "1;refresher=uas").build();
        assertThat(SessionTimer.answered(theirs))
                .contains(new SessionTimer(Duration.ofSeconds(90), false));
        assertThat(SessionTimer.answered(Headers.NONE)).isEmpty();
    }

    /** §10: the lesser of 32 seconds and a third of the interval before the end. */
    @Test
    void refreshesAtHalfAndEndsShortlyBeforeTheEnd() {
        var usual = new SessionTimer(Duration.ofSeconds(1800), true);
        assertThat(usual.refreshAfter()).isEqualTo(Duration.ofSeconds(900));
        assertThat(usual.endAfter()).isEqualTo(Duration.ofSeconds(1768));
        var least = new SessionTimer(Duration.ofSeconds(90), true);
        assertThat(least.endAfter()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void asksForOurs() {
        var headers = SessionTimer.request(1800, 90, Optional.of(Refresher.UAC));
        assertThat(headers.first("Session-Expires")).contains("1800;refresher=uac");
        assertThat(headers.first("Min-SE")).contains("90");
    }

    private static Headers headers(String supported, String wish, String least) {
        var headers = Headers.builder();
        if (supported != null) headers.add("Supported", supported);
        if (wish != null) headers.add("Session-Expires", wish);
        if (least != null) headers.add("Min-SE", least);
        return headers.build();
    }
}
