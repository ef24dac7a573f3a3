package org.ringdown.shard.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.call.Ending.By;
import org.ringdown.shard.Requests;
import org.ringdown.shard.Sdp;
import org.ringdown.shard.SipEvent;
import org.ringdown.shard.SipOrder;
import org.ringdown.sip.Body;
import org.ringdown.sip.Headers;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.TransactionId;

/** Our own re-INVITEs, in a call that came in: what they wait for, and what becomes of them. */
class OurOffersTest {
    private static final Flow FLOW =
            Flow.udp(
                    new InetSocketAddress(InetAddress.ofLiteral("203.0.113.7"), 5060),
                    new InetSocketAddress(InetAddress.ofLiteral("198.51.100.1"), 5060));

    private final NotingWork work = new NotingWork();
    private final SipRequest invite = request("INVITE", 1);
    private final IncomingCall call =
            new IncomingCall(work, "c1.0", "c1", "call:c1", invite, id(invite), FLOW);

    @Test
    void waitsForTheAckOfTheFirstInviteAndIsAcknowledgedItself() {
        call.order(new SipOrder.Accept("c1.0", "v=0"));
        offer("hold");
        assertThat(work.sent()).isEmpty();

        call.acknowledged(Optional.of(invite));
        assertThat(work.sent()).containsExactly("INVITE");
        assertThat(work.lastRequest().body().text()).isEqualTo("hold");
        assertThat(work.lastRequest().headers().contacts()).hasSize(1);

        work.answered(200, Optional.of("held"));
        assertThat(work.acks).hasSize(1);
        assertThat(work.acks.getFirst().headers().cseq().number())
                .isEqualTo(work.lastRequest().headers().cseq().number());
        assertThat(work.told)
                .containsExactly(new SipEvent.OfferAnswered("held", FLOW.remote().getAddress()));
    }

    @Test
    void theSecondWaitsForTheFirstAndTheLatestCounts() {
        talk();
        List.of("one", "two", "three").forEach(this::offer);
        assertThat(work.sent()).containsExactly("INVITE");
        work.answered(200, Optional.of("v=0"));
        assertThat(work.sent()).containsExactly("INVITE", "INVITE");
        assertThat(work.lastRequest().body().text()).isEqualTo("three");
    }

    @Test
    void waitsForTheEndOfTheirs() {
        talk();
        receive("INVITE", 2);
        offer("hold");
        assertThat(work.sent()).isEmpty();
        call.order(new SipOrder.AnswerOffer("c1.0", Optional.of("v=0")));
        assertThat(work.sent()).isEmpty(); // its ACK is still to come
        work.user(id(request("INVITE", 2))).acknowledged(Optional.of(invite));
        assertThat(work.sent()).containsExactly("INVITE");
    }

    /** RFC 3261 §14.2: 491 for theirs while ours is out; §14.1: after their 491 we try again, they having made the Call-ID. */
    @Test
    void glareIsRefusedAndOursComesAgainSoon() {
        talk();
        offer("hold");
        receive("INVITE", 2);
        assertThat(work.answers).endsWith("INVITE 491");

        work.answered(491, Optional.empty());
        assertThat(work.sent()).containsExactly("INVITE");
        assertThat(work.later).singleElement().matches(it -> it.delay.toMillis() <= 2000);
        work.elapse();
        assertThat(work.sent()).containsExactly("INVITE", "INVITE");
        assertThat(work.lastRequest().body().text()).isEqualTo("hold");
        assertThat(work.told).isEmpty();
    }

    @Test
    void aFarEndThatAlwaysHasOneOutIsGivenUpOn() {
        talk();
        offer("hold");
        for (int i = 0; i < 20 && work.told.isEmpty(); i++) {
            work.answered(491, Optional.empty());
            work.elapse();
        }
        assertThat(work.told).containsExactly(new SipEvent.OfferRefused(491, "Whatever"));
        assertThat(work.sent()).hasSize(8);
    }

    @Test
    void aRefusalLeavesTheCallAsItWas() {
        talk();
        offer("video");
        work.answered(488, Optional.empty());
        assertThat(work.told).containsExactly(new SipEvent.OfferRefused(488, "Whatever"));
        assertThat(work.over).isFalse();
        assertThat(call.dialog().orElseThrow().description()).contains("v=0");
        offer("audio");
        assertThat(work.sent()).containsExactly("INVITE", "INVITE");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 481})
    void aFarEndThatHasForgottenTheCallEndsIt(int status) {
        talk();
        offer("hold");
        work.answered(status, Optional.empty());
        assertThat(work.told).containsExactly(new SipEvent.Lost());
        assertThat(work.over).isTrue();
        assertThat(work.sent().contains("BYE")).isEqualTo(status == 408);
    }

    /** RFC 5407 §3.2.3: BYE may be said while a re-INVITE is open; the answer to that is acknowledged all the same. */
    @Test
    void isAcknowledgedEvenAfterTheHangUp() {
        talk();
        offer("hold");
        call.order(new SipOrder.End("c1.0", Ending.of(EndReason.HANGUP, By.CALLEE)));
        var reinvite = work.requests.getFirst();
        assertThat(work.sent()).containsExactly("INVITE", "BYE");
        work.requests.removeLast();
        work.answered(200, Optional.of("held"));
        assertThat(work.acks).hasSize(1);
        assertThat(work.acks.getFirst().headers().cseq().number())
                .isEqualTo(reinvite.headers().cseq().number());
        assertThat(work.told).isEmpty();
    }

    @Test
    void nothingIsTriedAgainAfterTheEnd() {
        talk();
        offer("hold");
        work.answered(491, Optional.empty());
        call.order(new SipOrder.End("c1.0", Ending.of(EndReason.HANGUP, By.CALLEE)));
        work.later.forEach(task -> task.task.run()); // its time had come already
        assertThat(work.sent()).containsExactly("INVITE", "BYE");
        assertThat(work.later).allMatch(task -> task.cancelled);
    }

    @Test
    void aFarEndThatAsksForPatienceGetsIt() {
        talk();
        offer("hold");
        var busy = Responses.to(work.lastRequest(), 500, "Busy").headers().with("Retry-After", "3");
        work.user(TransactionId.sent(work.lastRequest()))
                .response(Responses.to(work.lastRequest(), 500, "Busy").withHeaders(busy));
        assertThat(work.later)
                .singleElement()
                .matches(it -> it.delay.equals(Duration.ofSeconds(3)));
    }

    @Test
    void theLegHearsWhatBecameOfAnyOtherRequest() {
        talk();
        var headers = Headers.builder().add("Refer-To", "<sip:dave@192.0.2.4>").build();
        call.order(new SipOrder.Request("c1.0", "r1", "REFER", headers, Optional.empty()));
        assertThat(work.lastRequest().headers().first("Refer-To")).isPresent();
        work.answered(202, Optional.empty());
        assertThat(work.told)
                .singleElement()
                .isInstanceOfSatisfying(
                        SipEvent.Responded.class,
                        told -> {
                            assertThat(told.reference()).isEqualTo("r1");
                            assertThat(told.status()).isEqualTo(202);
                        });
    }

    private void offer(String sdp) {
        call.order(new SipOrder.Offer("c1.0", sdp));
    }

    private void talk() {
        call.order(new SipOrder.Accept("c1.0", "v=0"));
        call.acknowledged(Optional.of(invite));
    }

    private void receive(String method, int cseq) {
        var request = request(method, cseq);
        call.dialog().orElseThrow().request(id(request), request, FLOW);
    }

    private static SipRequest request(String method, int cseq) {
        var request =
                Requests.request(
                        method, cseq, "<sip:carol@203.0.113.7>;tag=c", "<sip:bob@198.51.100.1>");
        return request.withBody(Sdp.TYPE, Body.of("v=0"));
    }

    private static TransactionId id(SipRequest request) {
        return TransactionId.received(request, FLOW.transport());
    }
}
