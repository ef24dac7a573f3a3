package org.ringdown.sip.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ringdown.sip.transaction.SipTexts.TO_BOB;
import static org.ringdown.sip.transaction.SipTexts.TO_BOB_TCP;
import static org.ringdown.sip.transaction.SipTexts.ack;
import static org.ringdown.sip.transaction.SipTexts.request;
import static org.ringdown.sip.transaction.SipTexts.response;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ringdown.sip.SipRequest;

/** Requests we send (RFC 3261 §17.1), under virtual time. */
class ClientTransactionTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final SipRequest INVITE = request("INVITE", "z9hG4bKinvite");
    private static final SipRequest OPTIONS = request("OPTIONS", "z9hG4bKoptions");
    private static final TransactionId CALL = TransactionId.sent(INVITE);

    private final Shard shard = new Shard();

    @AfterEach
    void nothingIsLeftBehind() {
        shard.pass(LONG);
        assertEquals(0, shard.layer.size());
        assertTrue(shard.layer.nextDeadline().isEmpty());
    }

    /** Timer A doubles without bound, §17.1.1.2: 0, T1, 3 T1, 7 T1... until timer B at 64 T1. */
    @Test
    void repeatsAnInviteEverMoreRarelyAndGivesUpAfter32Seconds() {
        shard.send(INVITE, TO_BOB);
        shard.pass(Duration.ofMillis(31_999));
        assertEquals(List.of(0L, 500L, 1500L, 3500L, 7500L, 15500L, 31500L), shard.sendTimes());

        shard.pass(Duration.ofMillis(1));
        assertEquals(List.of("TimedOut", "Ended"), shard.summary());
    }

    /** Timer E doubles up to T2, §17.1.2.2: 11 transmissions in all until timer F at 64 T1. */
    @Test
    void repeatsOtherRequestsUpToEveryFourSeconds() {
        shard.send(OPTIONS, TO_BOB);
        shard.pass(Duration.ofMillis(31_999));
        assertEquals(
                List.of(
                        0L, 500L, 1500L, 3500L, 7500L, 11500L, 15500L, 19500L, 23500L, 27500L,
                        31500L),
                shard.sendTimes());

        shard.pass(Duration.ofMillis(1));
        assertEquals(List.of("TimedOut", "Ended"), shard.summary());
    }

    @Test
    void repeatsEveryFourSecondsOnceARequestIsInHand() {
        shard.send(OPTIONS, TO_BOB);
        shard.receive(response(OPTIONS, 100, "b1"), TO_BOB);
        shard.pass(Duration.ofSeconds(10));

        assertEquals(List.of(0L, 500L, 4500L, 8500L), shard.sendTimes());
    }

    @Test
    void repeatsNothingOverAReliableTransport() {
        shard.send(INVITE, TO_BOB_TCP);
        shard.send(OPTIONS, TO_BOB_TCP);
        shard.pass(Duration.ofMillis(31_999));
        assertEquals(List.of(0L, 0L), shard.sendTimes());

        shard.pass(Duration.ofMillis(1));
        assertEquals(List.of("TimedOut", "Ended", "TimedOut", "Ended"), shard.summary());
    }

    @Test
    void stopsRepeatingAnInviteThatIsInHand() {
        shard.send(INVITE, TO_BOB);
        shard.receive(response(INVITE, 180, "b1"), TO_BOB);
        shard.pass(Duration.ofMinutes(3));

        assertEquals(List.of("INVITE", "ResponseReceived 180"), shard.summary());
    }

    @Test
    void cancelsACallThatRingsForEver() {
        shard.send(INVITE, TO_BOB);
        shard.receive(response(INVITE, 180, "b1"), TO_BOB);
        shard.pass(Duration.ofMinutes(3));
        shard.receive(
                response(INVITE, 182, "b1"),
                TO_BOB); // a sign of life: timer C begins anew, §16.7 step 2
        shard.pass(TimerValues.STANDARD.c().minusMillis(1));
        assertEquals(
                List.of("INVITE", "ResponseReceived 180", "ResponseReceived 182"), shard.summary());

        shard.pass(Duration.ofMillis(1));
        assertEquals(List.of("CANCEL"), shard.summary());
        shard.receive(response(INVITE, 487, "b1"), TO_BOB);
        assertEquals(List.of("ACK", "ResponseReceived 487"), shard.summary());
    }

    @Test
    void acknowledgesARefusalAndItsRepetitions() {
        shard.send(INVITE, TO_BOB);
        shard.receive(response(INVITE, 486, "b1"), TO_BOB);
        assertEquals(List.of("INVITE", "ACK", "ResponseReceived 486"), shard.summary());

        shard.pass(SECOND);
        shard.receive(response(INVITE, 486, "b1"), TO_BOB);
        assertEquals(List.of("ACK"), shard.summary());

        shard.pass(TimerValues.STANDARD.d().minus(SECOND));
        assertEquals(List.of("Ended"), shard.summary());
        shard.receive(response(INVITE, 486, "b1"), TO_BOB);
        assertEquals(List.of(), shard.summary());
        assertEquals(1, shard.layer.strays());
    }

    /** §17.1.1.3, with the Route and the credentials of the INVITE (§22.1). */
    @Test
    void writesTheAckForARefusalFromItsInvite() {
        var invite =
                INVITE.withHeaders(
                        INVITE.headers()
                                .with("Route", "<sip:proxy.example.com;lr>")
                                .with("Proxy-Authorization", "Digest username=\"alice\""));
        shard.send(invite, TO_BOB);
        shard.news();
        shard.receive(response(invite, 486, "b1"), TO_BOB);

        var ack = (SipRequest) shard.news().getFirst();

        assertEquals("ACK", ack.method());
        assertEquals(invite.uri(), ack.uri());
        assertEquals(List.of(invite.headers().via().toString()), ack.headers().all("Via"));
        assertEquals(invite.headers().callId(), ack.headers().callId());
        assertEquals("1 ACK", ack.headers().cseq().toString());
        assertEquals("b1", ack.headers().to().tag().orElseThrow());
        assertEquals("a1", ack.headers().from().tag().orElseThrow());
        assertEquals(invite.headers().routes(), ack.headers().routes());
        assertEquals(invite.headers().proxyAuthorization(), ack.headers().proxyAuthorization());
        assertEquals(70, ack.headers().maxForwards().orElseThrow());
    }

    @Test
    void forgetsARefusedInviteAtOnceOverAReliableTransport() {
        shard.send(INVITE, TO_BOB_TCP);
        shard.receive(response(INVITE, 486, "b1"), TO_BOB_TCP);

        assertEquals(List.of("INVITE", "ACK", "ResponseReceived 486", "Ended"), shard.summary());
    }

    @Test
    void sendsTheAckAgainWithoutTellingWhenA2xxIsRepeated() {
        shard.send(INVITE, TO_BOB);
        shard.receive(response(INVITE, 200, "b1"), TO_BOB);
        assertEquals(List.of("INVITE", "ResponseReceived 200"), shard.summary());

        shard.receive(response(INVITE, 200, "b1"), TO_BOB);
        assertEquals(List.of(), shard.summary()); // nobody gave an ACK yet

        shard.acknowledge(CALL, ack(INVITE, "b1", "z9hG4bKack"), TO_BOB);
        shard.receive(response(INVITE, 200, "b1"), TO_BOB);
        shard.receive(response(INVITE, 200, "b1"), TO_BOB);
        assertEquals(List.of("ACK", "ACK", "ACK"), shard.summary());
    }

    @Test
    void tellsEveryBranchOfAForkApart() {
        shard.send(INVITE, TO_BOB);
        shard.receive(response(INVITE, 180, "b1"), TO_BOB);
        shard.receive(response(INVITE, 180, "b2"), TO_BOB);
        shard.receive(response(INVITE, 200, "b2"), TO_BOB);
        shard.receive(response(INVITE, 200, "b1"), TO_BOB);
        shard.acknowledge(CALL, ack(INVITE, "b1", "z9hG4bKack1"), TO_BOB);
        shard.acknowledge(CALL, ack(INVITE, "b2", "z9hG4bKack2"), TO_BOB);
        assertEquals(
                List.of(
                        "INVITE",
                        "ResponseReceived 180",
                        "ResponseReceived 180",
                        "ResponseReceived 200",
                        "ResponseReceived 200",
                        "ACK",
                        "ACK"),
                shard.summary());

        shard.receive(response(INVITE, 200, "b2"), TO_BOB);
        var again = (SipRequest) shard.news().getFirst();
        assertEquals("z9hG4bKack2", again.headers().via().branch().orElseThrow());
    }

    /** RFC 6026 §7.2: 64 T1 after the first 2xx, whatever the transport. */
    @Test
    void takes2xxForThirtyTwoSeconds() {
        shard.send(INVITE, TO_BOB_TCP);
        shard.receive(response(INVITE, 200, "b1"), TO_BOB_TCP);
        shard.pass(Duration.ofMillis(31_999));
        shard.receive(response(INVITE, 200, "b2"), TO_BOB_TCP);
        assertEquals(
                List.of("INVITE", "ResponseReceived 200", "ResponseReceived 200"), shard.summary());

        shard.pass(Duration.ofMillis(1));
        assertEquals(List.of("Ended"), shard.summary());
    }

    @Test
    void boundsTheBranchesOfAFork() {
        shard.send(INVITE, TO_BOB);
        for (int i = 0; i < 100; i++) shard.receive(response(INVITE, 200, "b" + i), TO_BOB);

        assertEquals(16, shard.only(Output.ResponseReceived.class).size());
    }

    @Test
    void saysOfEqualProvisionalResponsesOnlyTheFirst() {
        shard.send(INVITE, TO_BOB);
        for (int i = 0; i < 3; i++) shard.receive(response(INVITE, 180, "b1"), TO_BOB);
        shard.receive(response(INVITE, 183, "b1"), TO_BOB);

        assertEquals(
                List.of("INVITE", "ResponseReceived 180", "ResponseReceived 183"), shard.summary());
    }

    @Test
    void saysAFinalResponseOnceAndForgetsItAfterT4() {
        shard.send(OPTIONS, TO_BOB);
        for (int i = 0; i < 3; i++) shard.receive(response(OPTIONS, 200, "b1"), TO_BOB);
        assertEquals(List.of("OPTIONS", "ResponseReceived 200"), shard.summary());

        shard.pass(TimerValues.STANDARD.t4());
        assertEquals(List.of("Ended"), shard.summary());
    }

    @Test
    void tellsThatARequestCouldNotBeSent() {
        shard.send(OPTIONS, TO_BOB_TCP);
        shard.fail(TransactionId.sent(OPTIONS));

        assertEquals(List.of("OPTIONS", "TransportFailed", "Ended"), shard.summary());
    }

    @Test
    void failsWhatWasAskedOnALostConnectionOnly() {
        shard.send(OPTIONS, TO_BOB_TCP);
        shard.send(INVITE, TO_BOB);
        shard.fail(TO_BOB_TCP);

        assertEquals(List.of("OPTIONS", "INVITE", "TransportFailed", "Ended"), shard.summary());
    }

    @Test
    void saysNothingMoreOnceTheAnswerIsKnown() {
        shard.send(INVITE, TO_BOB);
        shard.receive(response(INVITE, 486, "b1"), TO_BOB);
        shard.news();
        shard.fail(CALL);

        assertEquals(List.of("Ended"), shard.summary());
    }

    @Test
    void dropsResponsesToWhatItNeverAsked() {
        shard.receive(response(OPTIONS, 200, "b1"), TO_BOB);
        shard.send(OPTIONS, TO_BOB);
        shard.receive(response(request("INVITE", "z9hG4bKoptions"), 200, "b1"), TO_BOB);

        assertEquals(List.of("OPTIONS"), shard.summary());
        assertEquals(2, shard.layer.strays());
    }

    /** §8.1.3.3 */
    @Test
    void dropsResponsesWithAnotherViaBelowOurs() {
        shard.send(OPTIONS, TO_BOB);
        var misrouted = response(OPTIONS, 200, "b1");
        var headers =
                misrouted.headers().toBuilder()
                        .add("Via", "SIP/2.0/UDP 192.0.2.9;branch=z9hG4bKx")
                        .build();
        shard.receive(misrouted.withHeaders(headers), TO_BOB);

        assertEquals(List.of("OPTIONS"), shard.summary());
        assertEquals(1, shard.layer.strays());
    }

    @Test
    void refusesABranchTwice() {
        shard.send(OPTIONS, TO_BOB);

        assertThrows(IllegalArgumentException.class, () -> shard.send(OPTIONS, TO_BOB));
    }

    @Test
    void refusesToMakeTransactionsOfAckAndCancel() {
        assertThrows(
                IllegalArgumentException.class,
                () -> shard.send(request("ACK", "z9hG4bK1"), TO_BOB));
        assertThrows(
                IllegalArgumentException.class,
                () -> shard.send(request("CANCEL", "z9hG4bK1"), TO_BOB));
    }
}
