package org.ringdown.sip.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ringdown.sip.transaction.SipTexts.TO_ALICE;
import static org.ringdown.sip.transaction.SipTexts.TO_BOB;
import static org.ringdown.sip.transaction.SipTexts.ack;
import static org.ringdown.sip.transaction.SipTexts.request;
import static org.ringdown.sip.transaction.SipTexts.response;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;

/** CANCEL, sent and received (RFC 3261 §9), and the answers it crosses. */
class CancelTest {
    private static final SipRequest INVITE = request("INVITE", "z9hG4bKinvite");
    private static final SipRequest CANCEL = Companions.cancel(INVITE, Optional.empty());
    private static final TransactionId OURS = TransactionId.sent(INVITE);
    private static final TransactionId THEIRS = TransactionId.received(INVITE, Transport.UDP);

    private final Shard shard = new Shard();

    @AfterEach
    void nothingIsLeftBehind() {
        shard.pass(Duration.ofMinutes(10));
        assertEquals(0, shard.layer.size());
    }

    @Test
    void waitsForTheFirstResponse() {
        shard.send(INVITE, TO_BOB);
        shard.cancel(OURS);
        shard.pass(Duration.ofSeconds(1));
        assertEquals(List.of("INVITE", "INVITE"), shard.summary());

        shard.receive(response(INVITE, 100, "b1"), TO_BOB);
        assertEquals(List.of("ResponseReceived 100", "CANCEL"), shard.summary());
    }

    @Test
    void leavesAtOnceWhereTheInviteIsInHand() {
        shard.send(INVITE, TO_BOB);
        shard.receive(response(INVITE, 180, "b1"), TO_BOB);
        shard.news();
        shard.cancel(OURS);
        shard.cancel(OURS);

        assertEquals(List.of("CANCEL"), shard.summary());
    }

    /** §9.1 */
    @Test
    void isWrittenFromItsInvite() {
        var invite =
                INVITE.withHeaders(INVITE.headers().with("Route", "<sip:proxy.example.com;lr>"));
        var cancel = Companions.cancel(invite, Optional.of("SIP;cause=200"));

        assertEquals(invite.uri(), cancel.uri());
        assertEquals(List.of(invite.headers().via().toString()), cancel.headers().all("Via"));
        assertEquals(invite.headers().to(), cancel.headers().to());
        assertEquals(invite.headers().from(), cancel.headers().from());
        assertEquals(invite.headers().callId(), cancel.headers().callId());
        assertEquals("1 CANCEL", cancel.headers().cseq().toString());
        assertEquals(invite.headers().routes(), cancel.headers().routes());
        assertEquals(Optional.of("SIP;cause=200"), cancel.headers().first("Reason"));
        assertTrue(cancel.body().isEmpty());
    }

    @Test
    void isRepeatedAndItsAnswerIsNobodysNews() {
        shard.send(INVITE, TO_BOB);
        shard.receive(response(INVITE, 180, "b1"), TO_BOB);
        shard.cancel(OURS);
        shard.news();
        shard.pass(Duration.ofMillis(500));
        assertEquals(List.of("CANCEL"), shard.summary());

        shard.receive(response(CANCEL, 200, "b1"), TO_BOB);
        shard.pass(Duration.ofSeconds(5));
        assertEquals(List.of(), shard.summary());
        shard.receive(response(INVITE, 487, "b1"), TO_BOB);
        assertEquals(List.of("ACK", "ResponseReceived 487"), shard.summary());
    }

    /** §9.1: a far end that does not know CANCEL never answers the INVITE; 64 T1 later that is over. */
    @Test
    void isGivenUpOnAfterThirtyTwoSeconds() {
        shard.send(INVITE, TO_BOB);
        shard.receive(response(INVITE, 180, "b1"), TO_BOB);
        shard.cancel(OURS);
        shard.receive(response(CANCEL, 200, "b1"), TO_BOB);
        shard.pass(Duration.ofMillis(31_999));
        shard.news();
        shard.pass(Duration.ofMillis(1));

        assertEquals(List.of("TimedOut", "Ended"), shard.summary());
    }

    @Test
    void crossesA2xxWhichIsThenToldAndToBeEnded() {
        shard.send(INVITE, TO_BOB);
        shard.receive(response(INVITE, 180, "b1"), TO_BOB);
        shard.cancel(OURS);
        shard.news();
        shard.receive(response(INVITE, 200, "b1"), TO_BOB);
        shard.receive(response(CANCEL, 200, "b1"), TO_BOB);
        shard.acknowledge(OURS, ack(INVITE, "b1", "z9hG4bKack"), TO_BOB);

        assertEquals(List.of("ResponseReceived 200", "ACK"), shard.summary());
    }

    @Test
    void comesTooLateAfterTheAnswer() {
        shard.send(INVITE, TO_BOB);
        shard.receive(response(INVITE, 486, "b1"), TO_BOB);
        shard.news();
        shard.cancel(OURS);

        assertEquals(List.of(), shard.summary());
    }

    @Test
    void isAnsweredAndToldOnce() {
        shard.receive(INVITE, TO_ALICE);
        shard.news();
        shard.receive(CANCEL, TO_ALICE);
        shard.receive(CANCEL, TO_ALICE);
        assertEquals(List.of("200 CANCEL", "CancelReceived", "200 CANCEL"), shard.summary());

        shard.respond(THEIRS, response(INVITE, 487, "b1"));
        assertEquals(List.of("487 INVITE"), shard.summary());
        shard.receive(ack(INVITE, "b1", "z9hG4bKinvite"), TO_ALICE);
    }

    /** §9.2: the To tag of the answer to CANCEL should be that of the answers to INVITE. */
    @Test
    void isAnsweredUnderTheTagOfTheInvite() {
        shard.receive(INVITE, TO_ALICE);
        shard.respond(THEIRS, response(INVITE, 180, "b1"));
        shard.news();
        shard.receive(CANCEL, TO_ALICE);

        assertEquals(
                "b1", ((SipResponse) shard.news().getFirst()).headers().to().tag().orElseThrow());
    }

    @Test
    void changesNothingAfterOur2xx() {
        shard.receive(INVITE, TO_ALICE);
        shard.respond(THEIRS, response(INVITE, 200, "b1"));
        shard.news();
        shard.receive(CANCEL, TO_ALICE);
        assertEquals(List.of("200 CANCEL"), shard.summary());

        shard.receive(ack(INVITE, "b1", "z9hG4bKack"), TO_ALICE);
        assertEquals(List.of("AckReceived"), shard.summary());
    }

    @Test
    void isRefusedWithoutAnInvite() {
        shard.receive(request("CANCEL", "z9hG4bKnone"), TO_ALICE);
        shard.receive(request("OPTIONS", "z9hG4bKoptions"), TO_ALICE);
        shard.receive(request("CANCEL", "z9hG4bKoptions"), TO_ALICE);

        assertEquals(List.of("481 CANCEL", "RequestReceived", "481 CANCEL"), shard.summary());
    }

    @Test
    void findsAnInviteOfRfc2543() {
        var old = request("INVITE", "1");
        shard.receive(old, TO_ALICE);
        shard.news();
        shard.receive(Companions.cancel(old, Optional.empty()), TO_ALICE);

        assertEquals(List.of("200 CANCEL", "CancelReceived"), shard.summary());
    }
}
