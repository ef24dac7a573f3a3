package org.ringdown.sip.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ringdown.sip.transaction.SipTexts.ALICE;
import static org.ringdown.sip.transaction.SipTexts.BOB;
import static org.ringdown.sip.transaction.SipTexts.TO_ALICE;
import static org.ringdown.sip.transaction.SipTexts.TO_ALICE_TCP;
import static org.ringdown.sip.transaction.SipTexts.ack;
import static org.ringdown.sip.transaction.SipTexts.request;
import static org.ringdown.sip.transaction.SipTexts.response;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.Uri;

/** Requests we receive (RFC 3261 §17.2), under virtual time. */
class ServerTransactionTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final SipRequest INVITE = request("INVITE", "z9hG4bKinvite");
    private static final SipRequest OPTIONS = request("OPTIONS", "z9hG4bKoptions");
    private static final TransactionId CALL = TransactionId.received(INVITE, Transport.UDP);
    private static final TransactionId CALL_BY_TCP = TransactionId.received(INVITE, Transport.TCP);
    private static final TransactionId QUESTION = TransactionId.received(OPTIONS, Transport.UDP);

    private final Shard shard = new Shard();

    @AfterEach
    void nothingIsLeftBehind() {
        shard.pass(LONG);
        assertEquals(0, shard.layer.size());
        assertTrue(shard.layer.nextDeadline().isEmpty());
    }

    @Test
    void theSameRequestByAnotherTransportIsAnother() {
        shard.receive(OPTIONS, TO_ALICE);
        shard.receive(OPTIONS, TO_ALICE_TCP);

        assertEquals(List.of("RequestReceived", "RequestReceived"), shard.summary());
    }

    @Test
    void answersAnInviteWithTryingAndTellsItOnce() {
        for (int i = 0; i < 3; i++) shard.receive(INVITE, TO_ALICE);

        assertEquals(
                List.of("100 INVITE", "RequestReceived", "100 INVITE", "100 INVITE"),
                shard.summary());
    }

    @Test
    void answersARepeatedInviteWithTheLatestResponse() {
        shard.receive(INVITE, TO_ALICE);
        shard.respond(CALL, response(INVITE, 180, "b1"));
        shard.news();
        shard.receive(INVITE, TO_ALICE);

        assertEquals(List.of("180 INVITE"), shard.summary());
    }

    /** Timer G doubles up to T2, timer H ends it after 64 T1, §17.2.1. */
    @Test
    void repeatsARefusalUntilTimerHEndsIt() {
        shard.receive(INVITE, TO_ALICE);
        shard.news();
        shard.respond(CALL, response(INVITE, 486, "b1"));
        shard.pass(Duration.ofMillis(31_999));
        assertEquals(
                List.of(
                        0L, 500L, 1500L, 3500L, 7500L, 11500L, 15500L, 19500L, 23500L, 27500L,
                        31500L),
                shard.sendTimes());

        shard.pass(Duration.ofMillis(1));
        assertEquals(List.of("Ended"), shard.summary());
    }

    @Test
    void repeatsNoRefusalOverAReliableTransport() {
        shard.receive(INVITE, TO_ALICE_TCP);
        shard.news();
        shard.respond(CALL_BY_TCP, response(INVITE, 486, "b1"));
        shard.pass(Duration.ofSeconds(32));

        assertEquals(List.of("486 INVITE", "Ended"), shard.summary());
    }

    @Test
    void absorbsTheAckForARefusalAndItsRepetitions() {
        shard.receive(INVITE, TO_ALICE);
        shard.respond(CALL, response(INVITE, 486, "b1"));
        shard.news();
        var ack = ack(INVITE, "b1", "z9hG4bKinvite");
        for (int i = 0; i < 3; i++) shard.receive(ack, TO_ALICE);
        assertEquals(List.of(), shard.summary());

        shard.pass(TimerValues.STANDARD.t4());
        assertEquals(List.of("Ended"), shard.summary());
    }

    /** §13.3.1.4: the 2xx is repeated, over any transport, until the ACK, which has a branch of its own. */
    @Test
    void repeatsA2xxUntilItsAckAndTellsThatOnce() {
        shard.receive(INVITE, TO_ALICE_TCP);
        shard.news();
        shard.respond(CALL_BY_TCP, response(INVITE, 200, "b1"));
        shard.pass(Duration.ofSeconds(5));
        assertEquals(List.of(0L, 500L, 1500L, 3500L), shard.sendTimes());

        var ack = ack(INVITE, "b1", "z9hG4bKack");
        shard.receive(ack, TO_ALICE_TCP);
        shard.receive(ack, TO_ALICE_TCP);
        assertEquals(List.of(new Output.AckReceived(CALL_BY_TCP, ack)), shard.news());

        shard.pass(Duration.ofSeconds(27));
        assertEquals(List.of("Ended"), shard.summary());
    }

    @Test
    void takesAnAckFor2xxThatWronglyHasTheBranchOfItsInvite() {
        shard.receive(INVITE, TO_ALICE);
        shard.respond(CALL, response(INVITE, 200, "b1"));
        shard.receive(ack(INVITE, "b1", "z9hG4bKinvite"), TO_ALICE);

        assertEquals(1, shard.only(Output.AckReceived.class).size());
    }

    @Test
    void leavesAloneTheAckOfAnotherDialog() {
        shard.receive(INVITE, TO_ALICE);
        shard.respond(CALL, response(INVITE, 200, "b1"));
        shard.receive(ack(INVITE, "b2", "z9hG4bKack"), TO_ALICE);

        assertEquals(List.of(), shard.only(Output.AckReceived.class));
        assertEquals(1, shard.layer.strays());
    }

    /** RFC 6026 §7.1: timer L, and §13.3.1.4: the session is then to be ended. */
    @Test
    void tellsThatNoAckCame() {
        shard.receive(INVITE, TO_ALICE);
        shard.respond(CALL, response(INVITE, 200, "b1"));
        shard.pass(Duration.ofMillis(31_999));
        shard.news();
        shard.pass(Duration.ofMillis(1));

        assertEquals(List.of("AckMissing", "Ended"), shard.summary());
    }

    /** RFC 6026 §3: without the Accepted state this would be a new call. */
    @Test
    void absorbsAnInviteRepeatedAfterIts2xx() {
        shard.receive(INVITE, TO_ALICE);
        shard.respond(CALL, response(INVITE, 200, "b1"));
        shard.news();
        shard.receive(INVITE, TO_ALICE);
        shard.receive(ack(INVITE, "b1", "z9hG4bKack"), TO_ALICE);
        shard.receive(INVITE, TO_ALICE);

        assertEquals(List.of("AckReceived"), shard.summary());
    }

    @Test
    void ignoresASecondFinalResponse() {
        shard.receive(INVITE, TO_ALICE);
        shard.respond(CALL, response(INVITE, 486, "b1"));
        shard.news();
        shard.respond(CALL, response(INVITE, 200, "b1"));
        shard.respond(CALL, response(INVITE, 180, "b1"));
        shard.receive(INVITE, TO_ALICE);

        assertEquals(List.of("486 INVITE"), shard.summary());
    }

    @Test
    void answersOtherRequestsOnceAndAgainWhenAskedAgain() {
        shard.receive(OPTIONS, TO_ALICE);
        shard.receive(OPTIONS, TO_ALICE);
        assertEquals(List.of("RequestReceived"), shard.summary());

        shard.respond(QUESTION, response(OPTIONS, 200, "b1"));
        shard.receive(OPTIONS, TO_ALICE);
        assertEquals(List.of("200 OPTIONS", "200 OPTIONS"), shard.summary());

        shard.pass(Duration.ofSeconds(32));
        assertEquals(List.of("Ended"), shard.summary());
    }

    @Test
    void forgetsARequestThatNobodyAnswers() {
        shard.receive(OPTIONS, TO_ALICE);
        shard.receive(INVITE, TO_ALICE);
        shard.news();
        shard.pass(Duration.ofSeconds(32));
        assertEquals(List.of("TimedOut", "Ended"), shard.summary());

        shard.pass(TimerValues.STANDARD.c());
        assertEquals(List.of("TimedOut", "Ended"), shard.summary());
    }

    /** §18.2.1 and RFC 3581 §4: the request says where it really came from, and so do its responses. */
    @Test
    void notesWhereARequestCameFrom() {
        var behindNat = Flow.udp(new InetSocketAddress("203.0.113.9", 40001), BOB);
        var headers = OPTIONS.headers().with("Via", OPTIONS.headers().via() + ";rport");
        shard.receive(OPTIONS.withHeaders(headers), behindNat);

        var received = shard.only(Output.RequestReceived.class).getFirst();
        shard.respond(received.id(), response(received.request(), 200, "b1"));
        var sent = shard.only(Output.Transmit.class).getFirst();
        var via = SipTexts.parse(sent.message()).headers().via();

        assertEquals(behindNat, received.flow());
        assertEquals("/203.0.113.9", via.received().orElseThrow().toString());
        assertEquals(40001, via.rport().orElseThrow());
        assertEquals(behindNat, sent.flow());
    }

    /** §18.2.2: without rport, to the port of the sent-by. */
    @Test
    void answersToThePortOfTheViaUnlessRportSaysOtherwise() {
        var elsewhere = Flow.udp(new InetSocketAddress(ALICE.getAddress(), 40001), BOB);
        shard.receive(OPTIONS, elsewhere);

        var received = shard.only(Output.RequestReceived.class).getFirst();
        shard.respond(received.id(), response(received.request(), 200, "b1"));

        assertEquals(elsewhere, received.flow());
        assertEquals(TO_ALICE, shard.only(Output.Transmit.class).getFirst().flow());
    }

    /** §8.2.2.2: the same request by another way is a loop or a fork that met again. */
    @Test
    void refusesTheSameRequestByAnotherWay() {
        shard.receive(INVITE, TO_ALICE);
        shard.news();
        var merged =
                INVITE.withHeaders(
                        INVITE.headers().with("Via", "SIP/2.0/UDP 192.0.2.9;branch=z9hG4bKother"));
        shard.receive(merged, TO_ALICE);
        shard.receive(merged, TO_ALICE);

        var answers = shard.news();
        assertEquals(2, answers.size());
        assertEquals(answers.getFirst(), answers.getLast());
        var answer = assertInstanceOf(SipResponse.class, answers.getFirst());
        assertEquals(482, answer.status());
        assertTrue(answer.headers().to().tag().isPresent());
        assertEquals(1, shard.layer.size());
    }

    @Test
    void takesARequestWithinADialogByAnyWay() {
        shard.receive(request("INFO", "z9hG4bK1", 2, "<sip:bob@example.com>;tag=b1"), TO_ALICE);
        var again = request("INFO", "z9hG4bK2", 2, "<sip:bob@example.com>;tag=b1");
        shard.receive(
                again.withHeaders(again.headers().with("Call-ID", "call-of-z9hG4bK1")), TO_ALICE);

        assertEquals(2, shard.only(Output.RequestReceived.class).size());
    }

    /** Seen in phones that forget to count up when they answer a challenge. */
    @Test
    void takesTheSameNumberAgainAfterAChallenge() {
        shard.receive(INVITE, TO_ALICE);
        shard.respond(CALL, response(INVITE, 401, "b1"));
        shard.news();
        shard.receive(
                INVITE.withHeaders(
                        INVITE.headers().with("Via", "SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK2")),
                TO_ALICE);

        assertEquals(List.of("100 INVITE", "RequestReceived"), shard.summary());
    }

    /** A ring group at a proxy: we are both of its members, and both have to ring. */
    @Test
    void takesACallForkedToTwoOfOurLines() throws Exception {
        shard.receive(INVITE, TO_ALICE);
        var other =
                INVITE.withUri(Uri.parse("sip:carol@192.0.2.2"))
                        .withHeaders(
                                INVITE.headers()
                                        .with("Via", "SIP/2.0/UDP 192.0.2.9;branch=z9hG4bKother"));
        shard.receive(other, TO_ALICE);

        assertEquals(2, shard.only(Output.RequestReceived.class).size());
    }

    @Test
    void isBusyWithoutKeepingStateWhenTheTableIsFull() {
        var small = new Shard(1);
        small.receive(OPTIONS, TO_ALICE);
        small.news();
        small.receive(INVITE, TO_ALICE);
        var busy = assertInstanceOf(SipResponse.class, small.news().getFirst());
        assertEquals(503, busy.status());
        assertEquals("5", busy.headers().first("Retry-After").orElseThrow());

        small.receive(OPTIONS, TO_ALICE);
        assertEquals(List.of(), small.summary());
        assertEquals(1, small.layer.size());
    }

    @Test
    void hasRoomOfItsOwnForWhatWeAsk() {
        var small = new Shard(1);
        small.receive(OPTIONS, TO_ALICE);
        small.news();
        small.send(request("BYE", "z9hG4bKbye1"), TO_ALICE);
        small.send(request("BYE", "z9hG4bKbye2"), TO_ALICE);
        assertEquals(List.of("BYE", "TransportFailed", "Ended"), small.summary());

        small.pass(LONG);
        small.news();
        small.send(request("BYE", "z9hG4bKbye3"), TO_ALICE);
        assertEquals(List.of("BYE"), small.summary());
    }

    @Test
    void knowsWhatItHasSeen() {
        assertFalse(shard.layer.knows(INVITE, TO_ALICE));
        shard.receive(INVITE, TO_ALICE);
        assertTrue(shard.layer.knows(INVITE, TO_ALICE));
        assertTrue(shard.layer.knows(ack(INVITE, "b1", "z9hG4bKinvite"), TO_ALICE));
        assertFalse(shard.layer.knows(OPTIONS, TO_ALICE));
    }

    /** Messages of RFC 2543, and those whose branch is the cookie alone (RFC 4475 §3.1.2.18), are known by all else they have. */
    @Test
    void matchesRequestsWithoutAUniqueBranch() {
        for (var branch : List.of("z9hG4bK", "1")) {
            var old = request("INVITE", branch);
            var other = old.withHeaders(old.headers().with("CSeq", "2 INVITE"));
            var oldId = TransactionId.received(old, Transport.UDP);
            shard.receive(old, TO_ALICE);
            shard.receive(old, TO_ALICE);
            shard.receive(other, TO_ALICE);
            assertEquals(
                    List.of(
                            "100 INVITE",
                            "RequestReceived",
                            "100 INVITE",
                            "100 INVITE",
                            "RequestReceived"),
                    shard.summary());

            shard.respond(oldId, response(old, 486, "b1"));
            shard.news();
            shard.receive(ack(old, "elsewhere", branch), TO_ALICE);
            shard.pass(Duration.ofMillis(500));
            assertEquals(List.of("486 INVITE"), shard.summary());

            shard.receive(ack(old, "b1", branch), TO_ALICE);
            shard.pass(Duration.ofMillis(4999));
            assertEquals(List.of(), shard.summary());
            shard.pass(Duration.ofMillis(1));
            assertEquals(List.of("Ended"), shard.summary());
            shard.pass(LONG);
            shard.news();
        }
    }

    @Test
    void tellsThatAnAnswerCouldNotBeSent() {
        shard.receive(INVITE, TO_ALICE_TCP);
        shard.news();
        shard.fail(CALL_BY_TCP);

        assertEquals(List.of("TransportFailed"), shard.summary());
    }

    @Test
    void keepsOthersRequestsWhenTheirConnectionIsLost() {
        shard.receive(INVITE, TO_ALICE_TCP);
        shard.news();
        shard.fail(TO_ALICE_TCP);

        assertEquals(List.of(), shard.summary());
        assertEquals(1, shard.layer.size());
    }
}
