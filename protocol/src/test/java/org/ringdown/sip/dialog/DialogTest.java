package org.ringdown.sip.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.Uri;
import org.ringdown.sip.dialog.Dialog.Incoming;
import org.ringdown.sip.transaction.SipTexts;

/** Dialogs on both ends, with the routes of RFC 3261 §12.2.1.1 and §16.12. */
class DialogTest {
    /** As Bob receives it in the example of §16.12.1.1. */
    private static final SipRequest INVITE =
            request(
                    """
                    INVITE sip:callee@u2.domain.com SIP/2.0
                    Via: SIP/2.0/UDP p2.domain.com;branch=z9hG4bKp2
                    Via: SIP/2.0/UDP u1.example.com;branch=z9hG4bKu1
                    Contact: <sip:caller@u1.example.com>
                    Record-Route: <sip:p2.domain.com;lr>
                    Record-Route: <sip:p1.example.com;lr>
                    From: "The Caller" <sip:caller@example.com>;tag=u1
                    To: <sip:callee@domain.com>
                    Call-ID: call
                    CSeq: 7 INVITE

                    """);

    private static final SipResponse RINGING = answer(180, "u2");
    private static final SipResponse OK = answer(200, "u2");

    private final Dialog caller = Dialog.asCaller(INVITE, OK);
    private final Dialog callee = Dialog.asCallee(INVITE, OK);

    @Test
    void bothEndsAgree() {
        assertEquals(new DialogId("call", "u1", "u2"), caller.id());
        assertEquals(new DialogId("call", "u2", "u1"), callee.id());
        assertEquals(caller.local(), callee.remote());
        assertEquals(caller.remote(), callee.local());
        assertEquals(caller.routes(), callee.routes().reversed());
    }

    @Test
    void theCallerCountsOnFromTheInvite() {
        assertEquals(7, caller.localSeq());
        assertEquals(OptionalLong.empty(), caller.remoteSeq());
        assertEquals("8 BYE", caller.next().request("BYE").headers().cseq().toString());
    }

    @Test
    void theCalleeCountsFromOne() {
        assertEquals(OptionalLong.of(7), callee.remoteSeq());
        assertEquals("1 BYE", callee.next().request("BYE").headers().cseq().toString());
    }

    /** §16.12.1.1: what U2 sends through both proxies. */
    @Test
    void theCalleeSendsAlongTheRoute() {
        var bye = callee.next().request("BYE");

        assertEquals("BYE sip:caller@u1.example.com SIP/2.0", bye.startLine());
        assertEquals(
                List.of("<sip:p2.domain.com;lr>", "<sip:p1.example.com;lr>"),
                bye.headers().all("Route"));
        assertEquals("u2", bye.headers().from().tag().orElseThrow());
        assertEquals(
                "\"The Caller\" <sip:caller@example.com>;tag=u1",
                bye.headers().first("To").orElseThrow());
        assertEquals("call", bye.headers().callId());
        assertEquals(70, bye.headers().maxForwards().orElseThrow());
        assertEquals("sip:p2.domain.com;lr", callee.nextHop().toString());
    }

    @Test
    void theCallerSendsAlongTheRouteReversed() {
        var bye = caller.next().request("BYE");

        assertEquals("BYE sip:callee@u2.domain.com SIP/2.0", bye.startLine());
        assertEquals(
                List.of("<sip:p1.example.com;lr>", "<sip:p2.domain.com;lr>"),
                bye.headers().all("Route"));
    }

    /** §12.2.1.1, its own example. */
    @Test
    void aStrictRouterFindsItselfInTheRequestUri() {
        var invite =
                INVITE.withHeaders(
                        INVITE.headers().toBuilder()
                                .remove("Record-Route")
                                .add(
                                        "Record-Route",
                                        "<sip:proxy1>, <sip:proxy2>, <sip:proxy3;lr>, <sip:proxy4>")
                                .set("Contact", "<sip:user@remoteua>")
                                .build());
        var dialog = Dialog.asCallee(invite, OK);
        var request = dialog.next().request("INFO");

        assertEquals("INFO sip:proxy1 SIP/2.0", request.startLine());
        assertEquals(
                List.of("<sip:proxy2>", "<sip:proxy3;lr>", "<sip:proxy4>", "<sip:user@remoteua>"),
                request.headers().all("Route"));
        assertEquals("sip:proxy1", dialog.nextHop().toString());
    }

    @Test
    void withoutARouteTheTargetIsTheNextHop() {
        var direct =
                Dialog.asCallee(INVITE.withHeaders(INVITE.headers().without("Record-Route")), OK);

        assertEquals("sip:caller@u1.example.com", direct.nextHop().toString());
        assertFalse(direct.next().request("BYE").headers().has("Route"));
    }

    /** §19.1.1, table 1. */
    @Test
    void whatOnlyAContactMayHaveStaysOutOfTheRequestUri() {
        var contact = "<sip:caller@u1.example.com;transport=tcp;method=INVITE?Subject=x>";
        var dialog =
                Dialog.asCallee(INVITE.withHeaders(INVITE.headers().with("Contact", contact)), OK);

        assertEquals(
                "BYE sip:caller@u1.example.com;transport=tcp SIP/2.0",
                dialog.next().request("BYE").startLine());
    }

    @Test
    void theAckHasTheNumberAndTheCredentialsOfItsInvite() {
        var invite =
                INVITE.withHeaders(INVITE.headers().with("Authorization", "Digest username=\"x\""));
        var ack = caller.next().next().ack(invite);

        assertEquals("7 ACK", ack.headers().cseq().toString());
        assertEquals("ACK sip:callee@u2.domain.com SIP/2.0", ack.startLine());
        assertEquals(invite.headers().authorization(), ack.headers().authorization());
        assertEquals(OK.headers().to(), ack.headers().to());
    }

    @Test
    void isEarlyUntilAFinalAnswer() {
        assertTrue(Dialog.asCaller(INVITE, RINGING).early());
        assertTrue(Dialog.asCallee(INVITE, RINGING).early());
        assertFalse(Dialog.asCaller(INVITE, RINGING).confirmed(OK).early());
        assertFalse(Dialog.asCallee(INVITE, RINGING).confirmed().early());
    }

    /** §13.2.2.4: the route of the 2xx counts, whatever that of the 180 was. */
    @Test
    void takesRouteAndTargetFromThe2xx() {
        var elsewhere =
                OK.withHeaders(
                        OK.headers().toBuilder()
                                .remove("Record-Route")
                                .add("Record-Route", "<sip:p9.example.com;lr>")
                                .set("Contact", "<sip:callee@u9.domain.com>")
                                .build());
        var dialog = Dialog.asCaller(INVITE, RINGING).next().confirmed(elsewhere);

        assertEquals("[<sip:p9.example.com;lr>]", dialog.routes().toString());
        assertEquals("sip:callee@u9.domain.com", dialog.target().toString());
        assertEquals(8, dialog.localSeq());
    }

    @Test
    void staysWithWhereItCalledWhenAnAnswerHasNoContact() {
        var silent = RINGING.withHeaders(RINGING.headers().without("Contact"));

        assertEquals(
                "sip:callee@u2.domain.com", Dialog.asCaller(INVITE, silent).target().toString());
    }

    @ParameterizedTest
    @CsvSource({"INVITE, sip:moved@u3", "UPDATE, sip:moved@u3", "INFO, sip:caller@u1.example.com"})
    void aRequestOfTheFarEndMayMoveIt(String method, String target) {
        var request = within(method, 8);
        var next = assertInstanceOf(Incoming.InOrder.class, callee.received(request)).dialog();

        assertEquals(callee.target(), next.target()); // not before it is accepted
        assertEquals(target, next.refreshedBy(request).target().toString());
        assertEquals(OptionalLong.of(8), next.remoteSeq());
    }

    @Test
    void a2xxToARequestOfOursMayMoveTheFarEnd() {
        var moved = OK.withHeaders(OK.headers().with("Contact", "<sip:callee@u9.domain.com>"));

        assertEquals("sip:callee@u9.domain.com", caller.refreshed(moved).target().toString());
        assertEquals(caller, caller.refreshed(OK.withHeaders(OK.headers().without("Contact"))));
    }

    /** §12.2.2 */
    @ParameterizedTest
    @ValueSource(longs = {1, 6, 7})
    void refusesWhatIsOlderThanWhatCameBefore(long number) {
        var refused =
                assertInstanceOf(
                        Incoming.OutOfOrder.class, callee.received(within("INFO", number)));

        assertEquals(500, refused.refusal().status());
    }

    @Test
    void takesGapsAndAnyFirstNumber() {
        assertInstanceOf(Incoming.InOrder.class, callee.received(within("INFO", 1000)));
        assertInstanceOf(Incoming.InOrder.class, caller.received(within("INFO", 1)));
    }

    @Test
    void isSecureWhereTheCallWas() throws Exception {
        var secure = INVITE.withUri(SipUri.parse("sips:callee@u2.domain.com"));

        assertTrue(Dialog.asCallee(secure, OK).secure());
        assertFalse(callee.secure());
    }

    /** §12.1.1: the tag in From may be missing, where an RFC 2543 phone calls. */
    @Test
    void livesWithoutARemoteTag() throws Exception {
        var old = INVITE.withHeaders(INVITE.headers().with("From", "<sip:caller@example.com>"));
        var dialog = Dialog.asCallee(old, OK);

        assertEquals(new DialogId("call", "u2", ""), dialog.id());
        assertEquals(
                NameAddr.parse("<sip:caller@example.com>"),
                dialog.next().request("BYE").headers().to());
        assertEquals(
                Optional.of(dialog.id()),
                DialogId.of(
                        old.withHeaders(
                                old.headers().with("To", "<sip:callee@domain.com>;tag=u2"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    sip:callee@u2  | <sip:caller@u1>                 | true
                    sip:callee@u2  | <sips:caller@u1>                | true
                    sips:callee@u2 | <sips:caller@u1>                | true
                    sips:callee@u2 | <sip:caller@u1>                 | false
                    sip:callee@u2  | <sip:caller@u1>, <sip:other@u1> | false
                    sip:callee@u2  | <tel:+441234567890>             | false
                    """)
    void wantsOneContactAsSecureAsTheCall(String uri, String contact, boolean good)
            throws Exception {
        var invite =
                INVITE.withUri(Uri.parse(uri))
                        .withHeaders(INVITE.headers().with("Contact", contact));

        assertEquals(good, Dialog.check(invite).isEmpty());
    }

    @Test
    void cannotBeBegunWithoutContactOrTag() {
        var mute = INVITE.withHeaders(INVITE.headers().without("Contact"));

        assertEquals(400, Dialog.check(mute).orElseThrow().status());
        assertThrows(IllegalArgumentException.class, () -> Dialog.asCallee(mute, OK));
        assertThrows(
                IllegalArgumentException.class,
                () -> Dialog.asCallee(INVITE, Responses.to(INVITE, 180, "Ringing")));
    }

    @ParameterizedTest
    @CsvSource({
        "481, true",
        "408, true",
        "404, true",
        "480, false",
        "488, false",
        "491, false",
        "500, false",
        "200, false"
    })
    void knowsWhichAnswersEndIt(int status, boolean ends) {
        assertEquals(ends, Dialog.isEndedBy(status));
    }

    private static SipRequest within(String method, long number) {
        return request(
                """
                %s sip:callee@u2.domain.com SIP/2.0
                Via: SIP/2.0/UDP u1.example.com;branch=z9hG4bKw
                Contact: <sip:moved@u3>
                From: <sip:caller@example.com>;tag=u1
                To: <sip:callee@domain.com>;tag=u2
                Call-ID: call
                CSeq: %d %s

                """
                        .formatted(method, number, method));
    }

    private static SipResponse answer(int status, String tag) {
        var response = Responses.to(INVITE, status, "Reason", tag);
        return response.withHeaders(
                response.headers().with("Contact", "<sip:callee@u2.domain.com>"));
    }

    private static SipRequest request(String text) {
        return (SipRequest) SipTexts.parse(text);
    }
}
