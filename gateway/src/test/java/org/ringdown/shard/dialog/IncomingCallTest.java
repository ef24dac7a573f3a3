package org.ringdown.shard.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.call.Ending.By;
import org.ringdown.shard.Requests;
import org.ringdown.shard.Sdp;
import org.ringdown.shard.SipEvent;
import org.ringdown.shard.SipOrder;
import org.ringdown.sip.Body;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.TransactionId;
import org.ringdown.sip.transaction.Transport;

/** What a phone that called us is answered when messages cross. */
class IncomingCallTest {
    private static final Ending HANGUP = Ending.of(EndReason.HANGUP, By.CALLEE);
    private static final Flow FLOW =
            Flow.udp(
                    new InetSocketAddress(InetAddress.ofLiteral("203.0.113.7"), 5060),
                    new InetSocketAddress(InetAddress.ofLiteral("198.51.100.1"), 5060));

    private final NotingWork work = new NotingWork();
    private final SipRequest invite = request("INVITE", 1).withBody(Sdp.TYPE, Body.of("v=0"));
    private final TransactionId first = id(invite);
    private final IncomingCall call =
            new IncomingCall(work, "c1.0", "c1", "call:c1", invite, first, FLOW);

    @Test
    void aCancelIsObeyedAtOnceAndALateAnswerIsNotSent() {
        call.canceled(invite);
        call.order(new SipOrder.Accept("c1.0", "v=0"));
        assertThat(work.answers).containsExactly("INVITE 487");
        assertThat(work.told).containsExactly(new SipEvent.Canceled(false));
        assertThat(work.over).isTrue();
    }

    @Test
    void aHangUpWaitsForTheAck() {
        accept();
        call.order(new SipOrder.End("c1.0", HANGUP));
        assertThat(work.sent()).isEmpty();
        call.acknowledged(Optional.of(invite));
        assertThat(work.sent()).containsExactly("BYE");
    }

    @Test
    void afterTheirByeNoByeOfOursFollowsEvenWhenTheAckNeverComes() {
        accept();
        receive("BYE", 2);
        call.acknowledged(Optional.empty());
        assertThat(work.sent()).isEmpty();
        assertThat(work.told).containsExactly(new SipEvent.HungUp(OptionalInt.empty()));
    }

    @Test
    void anOfferThatIsStillOpenIsAnsweredWhenWeHangUp() {
        talk();
        receive("INVITE", 2);
        call.order(new SipOrder.End("c1.0", HANGUP));
        call.order(new SipOrder.AnswerOffer("c1.0", Optional.of("v=0")));
        assertThat(work.answers).containsExactly("INVITE 200", "INVITE 487");
        assertThat(work.sent()).containsExactly("BYE");
    }

    @Test
    void anOfferThatIsStillOpenIsAnsweredWhenTheyHangUp() {
        talk();
        receive("INVITE", 2);
        receive("BYE", 3);
        assertThat(work.answers).containsExactly("INVITE 200", "BYE 200", "INVITE 487");
    }

    @Test
    void anOfferThatIsWithdrawnIsTerminatedAndTheCallGoesOn() {
        talk();
        var reinvite = receive("INVITE", 2);
        work.user(reinvite).canceled(invite);
        call.order(new SipOrder.AnswerOffer("c1.0", Optional.of("v=0")));
        assertThat(work.answers).containsExactly("INVITE 200", "INVITE 487");
        assertThat(work.over).isFalse();
    }

    @Test
    void aSecondOfferHasToWaitForTheFirst() {
        talk();
        receive("INVITE", 2);
        receive("INVITE", 3);
        assertThat(work.answers).containsExactly("INVITE 200", "INVITE 500");
        assertThat(work.lastResponse().headers().first("Retry-After")).isPresent();
    }

    @Test
    void aByeInsteadOfACancelEndsACallThatRings() {
        call.order(new SipOrder.Progress("c1.0", 180, "Ringing", Optional.empty()));
        receive("BYE", 2);
        assertThat(work.answers).containsExactly("INVITE 180", "BYE 200", "INVITE 487");
        assertThat(work.told).containsExactly(new SipEvent.HungUp(OptionalInt.empty()));
        assertThat(work.dialogs).isEmpty();
    }

    @Test
    void anAckThatNeverComesEndsTheCallAndSaysSo() {
        accept();
        call.acknowledged(Optional.empty());
        assertThat(work.told).containsExactly(new SipEvent.Lost());
        assertThat(work.sent()).containsExactly("BYE");
        assertThat(work.dialogs).isEmpty();
    }

    @Test
    void whereThereIsNoRoomForAnotherDialogTheCallIsRefused() {
        work.full = true;
        call.order(new SipOrder.Accept("c1.0", "v=0"));
        assertThat(work.answers).containsExactly("INVITE 503");
        assertThat(work.told).containsExactly(new SipEvent.Canceled(false));
    }

    @Test
    void anotherHostIsBelievedOnlyAfterItMovedTheDialogThere() {
        talk();
        var elsewhere =
                Flow.udp(
                        new InetSocketAddress(InetAddress.ofLiteral("192.0.2.9"), 5060),
                        FLOW.local());
        var dialog = call.dialog().orElseThrow();
        var options = request("OPTIONS", 2);
        dialog.request(id(options), options, elsewhere);
        assertThat(dialog.flow()).isEqualTo(FLOW);

        var reinvite = request("INVITE", 3);
        var moved =
                reinvite.withHeaders(reinvite.headers().with("Contact", "<sip:carol@192.0.2.9>"));
        dialog.request(id(moved), moved, elsewhere);
        assertThat(dialog.flow()).isEqualTo(FLOW);
        call.order(new SipOrder.AnswerOffer("c1.0", Optional.of("v=0")));
        assertThat(dialog.flow()).isEqualTo(elsewhere);
        assertThat(dialog.state().target()).hasToString("sip:carol@192.0.2.9");
    }

    /** RFC 3261 §12.1.1: by whom it was sent to, else by the proxy that stays in between, else by its own Contact. */
    @ParameterizedTest
    @CsvSource({
        "sips:bob@198.51.100.1, '',                        sip:phone@203.0.113.7,  true",
        "sip:bob@198.51.100.1,  <sips:proxy.example;lr>,   sip:phone@203.0.113.7,  true",
        "sip:bob@198.51.100.1,  '',                        sips:phone@203.0.113.7, true",
        "sip:bob@198.51.100.1,  <sip:proxy.example;lr>,    sips:phone@203.0.113.7, false",
        "sip:bob@198.51.100.1,  '',                        sip:phone@203.0.113.7,  false",
    })
    void ourContactIsAsSecretAsTheirs(String target, String proxy, String contact, boolean secret)
            throws Exception {
        var headers = invite.headers().toBuilder().set("Contact", "<" + contact + ">");
        if (!proxy.isEmpty()) headers.set("Record-Route", proxy);
        var asked = invite.withUri(SipUri.parse(target)).withHeaders(headers.build());
        var flow = new Flow(Transport.TLS, FLOW.remote(), FLOW.local(), 1);
        new IncomingCall(work, "c2.0", "c2", "call:c2", asked, id(asked), flow)
                .order(new SipOrder.Accept("c2.0", "v=0"));

        assertThat(work.responses.getLast().headers().first("Contact"))
                .get()
                .asString()
                .startsWith(secret ? "<sips:c2.0@" : "<sip:c2.0@");
    }

    private void accept() {
        call.order(new SipOrder.Accept("c1.0", "v=0"));
        assertThat(work.answers).containsExactly("INVITE 200");
    }

    private void talk() {
        accept();
        call.acknowledged(Optional.of(invite));
    }

    private TransactionId receive(String method, int cseq) {
        var request = request(method, cseq);
        call.dialog().orElseThrow().request(id(request), request, FLOW);
        return id(request);
    }

    private static SipRequest request(String method, int cseq) {
        return Requests.request(
                method, cseq, "<sip:carol@203.0.113.7>;tag=c", "<sip:bob@198.51.100.1>");
    }

    private static TransactionId id(SipRequest request) {
        return TransactionId.received(request, FLOW.transport());
    }
}
