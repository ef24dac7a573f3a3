package org.ringdown.sip.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.sip.Body;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.event.Notifier.Output;
import org.ringdown.sip.event.SubscriptionState.Reason;

/** A subscription with us, from its 2xx to its last NOTIFY (RFC 6665 §4.2). */
class NotifierTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private final SipRequest subscribe = EventTexts.subscribe("dialog;id=7", 1);
    private long now = Long.MAX_VALUE - 5 * SECOND;
    private Notifier notifier;

    @BeforeEach
    void granted() {
        notifier =
                new Notifier(
                        EventPackage.DIALOG,
                        EventType.of(subscribe.headers()).orElseThrow(),
                        EventTexts.dialogOf(subscribe),
                        now);
    }

    @Test
    void tellsAtOnceWhatIsSo() {
        var notify = sent(notifier.subscribed(TEN_MINUTES, says("idle"), now));

        assertThat(notify.startLine()).isEqualTo("NOTIFY sip:bob@192.0.2.2:5060 SIP/2.0");
        assertThat(notify.headers().first("Event")).contains("dialog;id=7");
        assertThat(notify.headers().first("Subscription-State")).contains("active;expires=600");
        assertThat(notify.headers().first("Content-Type")).contains(DialogInfo.MEDIA_TYPE);
        assertThat(notify.headers().callId()).isEqualTo("watch-1");
        assertThat(notify.headers().to().tag()).contains("b1");
        assertThat(notify.headers().from().tag()).contains("a1");
        assertThat(notify.body().text()).isEqualTo("0 idle");
    }

    @Test
    void tellsOneThingAfterTheOtherAndOnlyTheNewest() {
        sent(notifier.subscribed(TEN_MINUTES, says("idle"), now));
        assertThat(notifier.changed(said("ringing"), now)).isEmpty();
        assertThat(notifier.changed(said("talking"), now)).isEmpty();

        var second = sent(notifier.answered(200, now + SECOND));

        assertThat(second.body().text()).isEqualTo("1 talking");
        assertThat(second.headers().cseq().number()).isEqualTo(2);
        assertThat(second.headers().first("Subscription-State")).contains("active;expires=599");
        assertThat(notifier.answered(200, now)).isEmpty();
    }

    @Test
    void aRefreshIsToldEvenWhenNothingHasChanged() {
        sent(notifier.subscribed(TEN_MINUTES, says("idle"), now));
        notifier.answered(200, now);

        var again = sent(notifier.subscribed(TEN_MINUTES, Optional.empty(), now));

        assertThat(again.body().text()).isEqualTo("1 idle");
    }

    @Test
    void endsWhenItsTimeIsOver() {
        sent(notifier.subscribed(TEN_MINUTES, says("idle"), now));
        notifier.answered(200, now);
        long end = notifier.nextDeadline().orElseThrow();
        assertThat(end - now).isEqualTo(600 * SECOND);
        assertThat(notifier.expire(end - 1)).isEmpty();

        var last = sent(notifier.expire(end));

        assertThat(last.headers().first("Subscription-State"))
                .contains("terminated;reason=timeout");
        assertThat(notifier.nextDeadline()).isEmpty();
        assertThat(notifier.changed(said("ringing"), end)).isEmpty();
        assertThat(notifier.answered(200, end)).containsExactly(new Output.Over());
    }

    @Test
    void unsubscribingIsToldOnceMore() {
        sent(notifier.subscribed(TEN_MINUTES, says("idle"), now));
        notifier.answered(200, now);

        var last = sent(notifier.subscribed(Duration.ZERO, says("talking"), now));

        assertThat(last.headers().first("Subscription-State"))
                .contains("terminated;reason=timeout");
        assertThat(last.body().text()).isEqualTo("1 talking");
    }

    @Test
    void aLookIsOneNotificationAndNoSubscription() {
        var only = sent(notifier.subscribed(Duration.ZERO, says("idle"), now));

        assertThat(only.headers().first("Subscription-State").orElse("")).startsWith("terminated");
        assertThat(notifier.nextDeadline()).isEmpty();
        assertThat(notifier.answered(200, now)).containsExactly(new Output.Over());
    }

    @ParameterizedTest
    @ValueSource(ints = {481, 408, 404, 489, 604})
    void whoHasForgottenItIsForgotten(int status) {
        sent(notifier.subscribed(TEN_MINUTES, says("idle"), now));

        assertThat(notifier.answered(status, now)).containsExactly(new Output.Over());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 400, 403, 500, 503, 606})
    void otherAnswersAreAboutOneNotificationOnly(int status) {
        sent(notifier.subscribed(TEN_MINUTES, says("idle"), now));

        assertThat(notifier.answered(status, now)).isEmpty();
        assertThat(notifier.changed(said("ringing"), now)).hasSize(1);
    }

    @Test
    void whoNeverAnswersIsForgotten() {
        sent(notifier.subscribed(TEN_MINUTES, says("idle"), now));

        assertThat(notifier.unanswered(now)).containsExactly(new Output.Over());
        assertThat(notifier.changed(said("ringing"), now)).isEmpty();
        assertThat(notifier.nextDeadline()).isEmpty();
    }

    @Test
    void whileItIsPendingNothingIsTold() {
        notifier.awaitApproval();
        var first = sent(notifier.subscribed(TEN_MINUTES, says("idle"), now));
        assertThat(first.headers().first("Subscription-State")).contains("pending;expires=600");
        assertThat(first.body().isEmpty()).isTrue();
        notifier.answered(200, now);
        assertThat(notifier.changed(said("ringing"), now)).isEmpty();

        assertThat(sent(notifier.approved(now)).body().text()).isEqualTo("0 ringing");
    }

    @Test
    void weMayEndItWithAReason() {
        sent(notifier.subscribed(TEN_MINUTES, says("idle"), now));
        var why = SubscriptionState.terminated(Reason.DEACTIVATED);
        assertThat(notifier.end(why, now)).isEmpty(); // the first is still out

        var last = sent(notifier.answered(200, now));

        assertThat(last.headers().first("Subscription-State"))
                .contains("terminated;reason=deactivated");
    }

    private static Optional<Document> says(String text) {
        return Optional.of(said(text));
    }

    private static Document said(String text) {
        return version -> Body.of(version + " " + text);
    }

    private static SipRequest sent(List<Output> outputs) {
        assertThat(outputs).hasSize(1).first().isInstanceOf(Output.Send.class);
        return ((Output.Send) outputs.getFirst()).request();
    }
}
