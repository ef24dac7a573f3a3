package org.ringdown.sip.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.sip.Body;
import org.ringdown.sip.Contact;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.event.Subscriber.Output;
import org.ringdown.sip.transaction.Ids;
import org.ringdown.wire.MalformedException;

/** A subscription of ours against scripted answers (RFC 6665 §4.1). */
class SubscriberTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Random random = new Random(6665);
    private final Subscriber subscriber = subscriber();
    private long now = Long.MAX_VALUE - Duration.ofMinutes(10).toNanos();

    @Test
    void asks() {
        var request = sent(subscriber.start(now));

        assertThat(request.startLine()).isEqualTo("SUBSCRIBE sip:alice@pbx.example.com SIP/2.0");
        assertThat(request.headers().first("Event")).contains("message-summary");
        assertThat(request.headers().first("Accept")).contains(MessageSummary.MEDIA_TYPE);
        assertThat(request.headers().expires()).hasValue(3600);
        assertThat(request.headers().all("Contact")).containsExactly("<sip:line-1@192.0.2.1>");
        assertThat(request.headers().all("Route")).containsExactly("<sip:proxy.example.com;lr>");
        assertThat(request.headers().to().tag()).isEmpty();
    }

    @Test
    void refreshesWithinTheDialogBeforeItsTimeIsOver() {
        var first = sent(subscriber.start(now));
        assertThat(subscriber.received(first, ok(first, 600), now))
                .containsExactly(new Output.Subscribed(Duration.ofSeconds(600)));
        told(notify(first, "t", 1, "active;expires=600", "yes"));
        long wait = subscriber.nextDeadline().orElseThrow() - now;
        assertThat(wait).isBetween(480 * SECOND, 540 * SECOND);

        var refresh = sent(subscriber.expire(now + wait));

        assertThat(refresh.headers().callId()).isEqualTo(first.headers().callId());
        assertThat(refresh.headers().to().tag()).contains("t");
        assertThat(refresh.headers().cseq()).hasToString("2 SUBSCRIBE");
        assertThat(refresh.uri()).hasToString("sip:notifier@192.0.2.9");
        assertThat(refresh.headers().first("Event")).contains("message-summary");
    }

    @Test
    void aNotifyBeforeThe2xxBeginsTheDialog() {
        var first = sent(subscriber.start(now));
        assertThat(told(notify(first, "t", 1, "active;expires=600", "yes"))).hasSize(1);

        subscriber.received(first, ok(first, 600), now);

        long wait = subscriber.nextDeadline().orElseThrow() - now;
        var refresh = sent(subscriber.expire(now + wait));
        assertThat(refresh.headers().to().tag()).contains("t");
        assertThat(refresh.headers().cseq()).hasToString("2 SUBSCRIBE");
    }

    @Test
    void anotherNotifierBehindAForkIsRefused() {
        var first = sent(subscriber.start(now));
        told(notify(first, "t", 1, "active", "no"));

        assertThat(refusal(notify(first, "other", 1, "active", "yes"))).isEqualTo(481);
    }

    @Test
    void aNotifyWithAForeignDialogIsNotOurs() {
        var first = sent(subscriber.start(now));
        var good = notify(first, "t", 1, "active", "yes");
        var guessed = good.headers().with("To", "<sip:alice@pbx.example.com>;tag=guess");
        var elsewhere = good.headers().with("Call-ID", "guess");

        assertThat(subscriber.isFor(good)).isTrue();
        assertThat(subscriber.isFor(good.withHeaders(guessed))).isFalse();
        assertThat(subscriber.isFor(good.withHeaders(elsewhere))).isFalse();
    }

    @Test
    void anotherEventIsRefusedWith489AndNoStateWith400() {
        var first = sent(subscriber.start(now));
        var good = notify(first, "t", 1, "active", "yes");

        assertThat(refusal(good.withHeaders(good.headers().with("Event", "presence"))))
                .isEqualTo(489);
        assertThat(refusal(good.withHeaders(good.headers().without("Event")))).isEqualTo(489);
        assertThat(refusal(good.withHeaders(good.headers().without("Subscription-State"))))
                .isEqualTo(400);
    }

    @Test
    void anOlderNotifyIsRefused() {
        var first = sent(subscriber.start(now));
        told(notify(first, "t", 5, "active", "yes"));

        assertThat(refusal(notify(first, "t", 4, "active", "no"))).isEqualTo(500);
        assertThat(refusal(notify(first, "t", 5, "active", "no"))).isEqualTo(500);
    }

    @Test
    void aChallengeThatWasAnsweredOnTheWayRaisesTheNumber() {
        var first = sent(subscriber.start(now));
        var proved = first.withHeaders(first.headers().with("CSeq", "2 SUBSCRIBE"));

        subscriber.received(proved, ok(proved, 600), now);

        now = subscriber.nextDeadline().orElseThrow();
        told(notify(first, "t", 1, "active", "yes"));
        now = subscriber.nextDeadline().orElseThrow();
        assertThat(sent(subscriber.expire(now)).headers().cseq()).hasToString("3 SUBSCRIBE");
    }

    @Test
    void aChallengeThatNobodyCouldAnswerIsARefusal() {
        var first = sent(subscriber.start(now));

        subscriber.received(first, Responses.to(first, 401, "Unauthorized", "t"), now);

        assertThat(subscriber.nextDeadline().orElseThrow() - now).isGreaterThan(2000 * SECOND);
    }

    @Test
    void a423IsMetOnce() {
        var first = sent(subscriber.start(now));

        var longer = sent(subscriber.received(first, tooBrief(first, "7200"), now));

        assertThat(longer.headers().expires()).hasValue(7200);
        assertThat(subscriber.received(longer, tooBrief(longer, "8000"), now))
                .singleElement()
                .isInstanceOf(Output.Failed.class);
    }

    @Test
    void a481ToARefreshBeginsAnew() {
        var first = sent(subscriber.start(now));
        subscriber.received(first, ok(first, 600), now);
        told(notify(first, "t", 1, "active", "yes"));
        now = subscriber.nextDeadline().orElseThrow();
        var refresh = sent(subscriber.expire(now));

        subscriber.received(refresh, Responses.to(refresh, 481, "Gone", "t"), now);

        now = subscriber.nextDeadline().orElseThrow();
        var anew = sent(subscriber.expire(now));
        assertThat(anew.headers().to().tag()).isEmpty();
        assertThat(anew.headers().callId()).isNotEqualTo(first.headers().callId());
        assertThat(subscriber.isFor(notify(first, "t", 2, "active", "no"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "terminated;reason=deactivated, 0, 5",
        "terminated;reason=timeout, 0, 5",
        "terminated, 0, 5",
        "terminated;reason=probation;retry-after=90, 90, 90",
        "terminated;reason=giveup;retry-after=9000, 9000, 9000",
        "terminated;reason=rejected, 2000, 3600",
        "terminated;reason=noresource, 2000, 3600",
    })
    void aNotifyThatEndsItSaysWhenToAskAgain(String state, long least, long most) {
        var first = sent(subscriber.start(now));
        subscriber.received(first, ok(first, 600), now);

        var outputs = told(notify(first, "t", 1, state, "no"));

        assertThat(outputs).first().isInstanceOf(Output.Told.class);
        assertThat(outputs).last().isInstanceOf(Output.Failed.class);
        long wait = subscriber.nextDeadline().orElseThrow() - now;
        assertThat(wait).isBetween(least * SECOND, most * SECOND);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 405, 489, 501, 603})
    void aRefusalIsNotAskedAgainForLong(int status) {
        var first = sent(subscriber.start(now));

        subscriber.received(first, Responses.to(first, status, "No", "t"), now);

        assertThat(subscriber.nextDeadline().orElseThrow() - now).isGreaterThan(2000 * SECOND);
    }

    @Test
    void aNotifierThatNeverNotifiesIsLeftAlone() {
        var first = sent(subscriber.start(now));
        subscriber.received(first, ok(first, 600), now);
        assertThat(subscriber.nextDeadline().orElseThrow() - now).isEqualTo(32 * SECOND);

        now += 32 * SECOND;
        assertThat(subscriber.expire(now)).singleElement().isInstanceOf(Output.Failed.class);
        assertThat(subscriber.nextDeadline().orElseThrow() - now).isGreaterThan(2000 * SECOND);
    }

    @Test
    void aNotifyMayShortenTheTime() {
        var first = sent(subscriber.start(now));
        subscriber.received(first, ok(first, 3600), now);

        told(notify(first, "t", 1, "active;expires=100", "no"));

        assertThat(subscriber.nextDeadline().orElseThrow() - now).isLessThanOrEqualTo(90 * SECOND);
    }

    @Test
    void leavesWithAnExpiryOfZero() {
        var first = sent(subscriber.start(now));
        subscriber.received(first, ok(first, 600), now);

        var leaving = sent(subscriber.stop(now));
        assertThat(leaving.headers().expires()).hasValue(0);
        assertThat(leaving.headers().to().tag()).contains("t");

        assertThat(subscriber.received(leaving, ok(leaving, 0), now))
                .containsExactly(new Output.Over());
        assertThat(subscriber.nextDeadline()).isEqualTo(OptionalLong.empty());
    }

    @Test
    void leavingWhileAskingWaitsForTheAnswer() {
        var first = sent(subscriber.start(now));
        assertThat(subscriber.stop(now)).isEmpty();

        var leaving = sent(subscriber.received(first, ok(first, 600), now));

        assertThat(leaving.headers().expires()).hasValue(0);
    }

    @Test
    void onceItIsOverANotifyIsRefused() {
        var first = sent(subscriber.start(now));
        subscriber.received(first, ok(first, 600), now);
        told(notify(first, "t", 1, "terminated;reason=rejected", "no"));

        assertThat(subscriber.isFor(notify(first, "t", 2, "active", "yes"))).isFalse();
    }

    private List<Output> told(SipRequest notify) {
        assertThat(subscriber.isFor(notify)).isTrue();
        var result = subscriber.notified(notify, now);
        assertThat(result.refusal()).isEmpty();
        return result.outputs();
    }

    private int refusal(SipRequest notify) {
        var result = subscriber.notified(notify, now);
        assertThat(result.outputs()).isEmpty();
        return result.refusal().orElseThrow().status();
    }

    private static SipRequest notify(
            SipRequest subscribe, String tag, long cseq, String state, String waiting) {
        return EventTexts.request(
                        """
                        NOTIFY sip:line-1@192.0.2.1 SIP/2.0
                        Via: SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bKn%d
                        Max-Forwards: 70
                        From: <sip:alice@pbx.example.com>;tag=%s
                        To: %s
                        Call-ID: %s
                        CSeq: %d NOTIFY
                        Contact: <sip:notifier@192.0.2.9>
                        Event: message-summary
                        Subscription-State: %s

                        """
                                .formatted(
                                        cseq,
                                        tag,
                                        subscribe.headers().from(),
                                        subscribe.headers().callId(),
                                        cseq,
                                        state))
                .withBody(
                        MessageSummary.MEDIA_TYPE,
                        Body.of("Messages-Waiting: " + waiting + "\r\n"));
    }

    private static SipResponse ok(SipRequest request, long expires) {
        var ok = Responses.to(request, 200, "OK", "t");
        return ok.withHeaders(
                ok.headers()
                        .with("Expires", Long.toString(expires))
                        .with("Contact", "<sip:notifier@192.0.2.9>"));
    }

    private static SipResponse tooBrief(SipRequest request, String minimum) {
        var response = Responses.to(request, 423, "Interval Too Brief", "t");
        return response.withHeaders(response.headers().with("Min-Expires", minimum));
    }

    private static SipRequest sent(List<Output> outputs) {
        assertThat(outputs).hasSize(1).first().isInstanceOf(Output.Send.class);
        return ((Output.Send) outputs.getFirst()).request();
    }

    private Subscriber subscriber() {
        try {
            var watch =
                    new Watch(
                            "line-1",
                            EventPackage.MESSAGE_SUMMARY,
                            SipUri.parse("sip:alice@pbx.example.com"),
                            NameAddr.parse("<sip:alice@pbx.example.com>"),
                            Contact.parse("<sip:line-1@192.0.2.1>"),
                            List.of(NameAddr.parse("<sip:proxy.example.com;lr>")),
                            Duration.ofHours(1));
            return new Subscriber(watch, Subscriber.PACE, new Ids(random), random);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }
}
