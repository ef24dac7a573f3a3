package org.ringdown.sip.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.sip.Headers;
import org.ringdown.sip.event.EventPackage.Grant;
import org.ringdown.sip.event.SubscriptionState.Phase;
import org.ringdown.sip.event.SubscriptionState.Reason;

/** Event, Subscription-State and Expires (RFC 6665 §8.2, §8.4). */
class EventHeadersTest {
    @Test
    void readsAnEventInBothForms() {
        assertThat(EventType.of(Headers.NONE.with("Event", "dialog;id=7")))
                .contains(new EventType("dialog", Optional.of("7")));
        assertThat(EventType.of(Headers.NONE.with("o", "message-summary")))
                .contains(EventType.MESSAGE_SUMMARY);
    }

    @ParameterizedTest
    @CsvSource({"''", "di alog", "dialog/x", "dialog;id=a@b", "'dialog;id=\"a b\"'"})
    void anEventThatCannotBeReadIsNone(String value) {
        assertThat(EventType.of(Headers.NONE.with("Event", value))).isEmpty();
    }

    @Test
    void eventsCompareWithCaseAndWithTheirId() {
        assertThat(EventType.of(Headers.NONE.with("Event", "Dialog")))
                .isNotEqualTo(Optional.of(EventType.DIALOG));
        var numbered = new EventType("dialog", Optional.of("7"));
        assertThat(numbered).isNotEqualTo(EventType.DIALOG);
        assertThat(numbered.isOf(EventType.DIALOG)).isTrue();
        assertThat(numbered).hasToString("dialog;id=7");
    }

    @ParameterizedTest
    @CsvSource({
        "active;expires=60, ACTIVE, 60, , ",
        "PENDING, PENDING, , , ",
        "terminated;reason=timeout, TERMINATED, , TIMEOUT, ",
        "terminated;reason=probation;retry-after=30, TERMINATED, , PROBATION, 30",
        "terminated;reason=of-my-own, TERMINATED, , , ",
        "active;expires=soon, ACTIVE, , , ",
        "active;expires=99999999999, ACTIVE, , , ",
    })
    void readsASubscriptionState(
            String value, Phase phase, Long expires, Reason reason, Long retryAfter) {
        var state =
                SubscriptionState.of(Headers.NONE.with("Subscription-State", value)).orElseThrow();

        assertThat(state.phase()).isEqualTo(phase);
        assertThat(state.expires().stream().boxed().findFirst())
                .isEqualTo(Optional.ofNullable(expires));
        assertThat(state.reason()).isEqualTo(Optional.ofNullable(reason));
        assertThat(state.retryAfter().stream().boxed().findFirst())
                .isEqualTo(Optional.ofNullable(retryAfter));
    }

    @Test
    void aStateThatNobodyDefinedIsNone() {
        assertThat(SubscriptionState.of(Headers.NONE.with("Subscription-State", "waiting")))
                .isEmpty();
        assertThat(SubscriptionState.of(Headers.NONE)).isEmpty();
    }

    @Test
    void writesASubscriptionState() {
        assertThat(SubscriptionState.active(60)).hasToString("active;expires=60");
        assertThat(SubscriptionState.terminated(Reason.PROBATION).withRetryAfter(9))
                .hasToString("terminated;reason=probation;retry-after=9");
    }

    @ParameterizedTest
    @CsvSource({
        "600, 600",
        "3600, 3600",
        "99999999, 3600",
        "0, 0",
        "60, 60",
        "never, 3600",
        ", 3600"
    })
    void grantsATimeWithinItsLimits(String asked, long granted) {
        assertThat(EventPackage.DIALOG.grant(subscribe(asked)))
                .isEqualTo(new Grant.For(Duration.ofSeconds(granted)));
    }

    @Test
    void aTimeThatIsTooBriefIsRefusedWithTheLeastThatIsNot() {
        var refused = (Grant.Refused) EventPackage.DIALOG.grant(subscribe("59"));

        assertThat(refused.refusal().status()).isEqualTo(423);
        assertThat(refused.refusal().headers().first("Min-Expires")).contains("60");
    }

    @Test
    void whoCannotReadTheDocumentIsRefused() {
        var request = subscribe("600");
        var blind = request.withHeaders(request.headers().with("Accept", "application/pidf+xml"));
        var seeing = request.withHeaders(request.headers().with("Accept", "application/*"));

        assertThat(((Grant.Refused) EventPackage.DIALOG.grant(blind)).refusal().status())
                .isEqualTo(406);
        assertThat(EventPackage.DIALOG.grant(seeing)).isInstanceOf(Grant.For.class);
    }

    @Test
    void findsThePackageThatIsMeant() {
        var offered = List.of(EventPackage.DIALOG, EventPackage.PRESENCE);

        assertThat(EventPackage.of(offered, new EventType("presence", Optional.of("1"))))
                .contains(EventPackage.PRESENCE);
        assertThat(EventPackage.of(offered, EventType.MESSAGE_SUMMARY)).isEmpty();
    }

    private static org.ringdown.sip.SipRequest subscribe(String expires) {
        var request = EventTexts.subscribe("dialog", 1);
        var headers = request.headers().without("Expires");
        return request.withHeaders(expires == null ? headers : headers.with("Expires", expires));
    }
}
