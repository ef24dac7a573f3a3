package org.ringdown.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.sip.Body;
import org.ringdown.sip.CSeq;
import org.ringdown.sip.Headers;
import org.ringdown.sip.RAck;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.dialog.ReliableResponses.Acknowledged;
import org.ringdown.sip.dialog.ReliableResponses.Due;

/** RFC 3262 §3. */
class ReliableResponsesTest {
    private static final CSeq INVITE = new CSeq(1, "INVITE");

    private final ReliableResponses responses = new ReliableResponses(INVITE, 10);

    @Test
    void isNumberedAndSaysSo() {
        var sent = responses.add(response(183), 0).orElseThrow();
        assertThat(sent.headers().rseq()).hasValue(10);
        assertThat(sent.headers().require()).containsExactly("100rel");
    }

    @Test
    void theNextWaitsForTheAcknowledgementOfTheFirst() {
        responses.add(response(180), 0);
        assertThat(responses.add(response(183), 0)).isEmpty();
        var known = (Acknowledged.Known) responses.received(new RAck(10, INVITE), 0);
        assertThat(known.response().status()).isEqualTo(180);
        assertThat(known.next().orElseThrow().headers().rseq()).hasValue(11);
    }

    @Test
    void knowsNoOtherAcknowledgement() {
        responses.add(response(183), 0);
        for (var wrong :
                List.of(
                        new RAck(9, INVITE),
                        new RAck(11, INVITE),
                        new RAck(10, new CSeq(2, "INVITE")),
                        new RAck(10, new CSeq(1, "UPDATE")))) {
            assertThat(responses.received(wrong, 0)).isInstanceOf(Acknowledged.Unknown.class);
        }
        assertThat(responses.received(new RAck(10, INVITE), 0))
                .isInstanceOf(Acknowledged.Known.class);
        assertThat(responses.received(new RAck(10, INVITE), 0))
                .isInstanceOf(Acknowledged.Unknown.class);
    }

    /** T1, doubling without limit, until 64 T1 have passed. */
    @Test
    void isRepeatedAndThenGivenUp() {
        responses.add(response(183), 0);
        var times = new ArrayList<Long>();
        Optional<Due> due = Optional.empty();
        while (responses.nextDeadline().isPresent()) {
            long now = responses.nextDeadline().getAsLong();
            due = responses.expire(now);
            times.add(Duration.ofNanos(now).toMillis());
        }
        assertThat(times).containsExactly(500L, 1500L, 3500L, 7500L, 15_500L, 31_500L, 32_000L);
        assertThat(due).containsInstanceOf(Due.GiveUp.class);
    }

    @Test
    void aFinalResponseEndsTheRepetitionAndAnAcknowledgementOnItsWayIsStillKnown() {
        responses.add(response(183), 0);
        responses.stop();
        assertThat(responses.nextDeadline()).isEmpty();
        assertThat(responses.expire(Long.MAX_VALUE / 2)).isEmpty();
        assertThat(responses.received(new RAck(10, INVITE), 0))
                .isInstanceOf(Acknowledged.Known.class);
    }

    @Test
    void aDescriptionHoldsTheAnswerUp() {
        responses.add(response(180), 0);
        assertThat(responses.holdsDescription()).isFalse();
        responses.add(response(183).withBody("application/sdp", Body.of("v=0")), 0);
        assertThat(responses.holdsDescription()).isTrue();
        responses.received(new RAck(10, INVITE), 0);
        assertThat(responses.holdsDescription()).isTrue();
        responses.received(new RAck(11, INVITE), 0);
        assertThat(responses.holdsDescription()).isFalse();
    }

    @Test
    void noMoreWaitThanACallerCouldWant() {
        for (int i = 0; i < 100; i++) responses.add(response(183), 0);
        int sent = 1;
        for (long rseq = 10;
                responses.received(new RAck(rseq, INVITE), 0)
                                instanceof Acknowledged.Known(var _, var next)
                        && next.isPresent();
                rseq++) {
            sent++;
        }
        assertThat(sent).isEqualTo(9);
    }

    private static SipResponse response(int status) {
        return new SipResponse(status, "Whatever", Headers.NONE, Body.EMPTY);
    }
}
