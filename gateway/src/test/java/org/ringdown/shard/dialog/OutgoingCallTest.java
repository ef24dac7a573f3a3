package org.ringdown.shard.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.call.Ending.By;
import org.ringdown.shard.Sdp;
import org.ringdown.shard.SipEvent;
import org.ringdown.shard.SipOrder;
import org.ringdown.sip.Body;
import org.ringdown.sip.Headers;
import org.ringdown.sip.HostPort;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.TransactionId;
import org.ringdown.sip.transaction.Transport;
import org.ringdown.way.Reached;
import org.ringdown.way.Way;

/** A call that we place without an offer of our own, and what else may happen before it is answered. */
class OutgoingCallTest {
    private static final SipUri BOB = SipUri.of("bob", HostPort.of("203.0.113.7"));
    private static final Flow FLOW =
            Flow.udp(
                    new InetSocketAddress(InetAddress.ofLiteral("203.0.113.7"), 5060),
                    new InetSocketAddress(InetAddress.ofLiteral("198.51.100.1"), 5060));
    private static final Ending HANGUP = Ending.of(EndReason.HANGUP, By.CALLER);

    private final NotingWork work = new NotingWork();

    @Test
    void withoutAnOfferTheAnswerToTheirsIsInTheAck() {
        var call = call(Optional.empty());
        assertThat(work.lastRequest().body().isEmpty()).isTrue();
        hear(response(200, "a").withBody(Sdp.TYPE, Body.of("theirs")));
        assertThat(work.acks).isEmpty();
        assertThat(work.told)
                .containsExactly(
                        new SipEvent.AnsweredOffering("theirs", FLOW.remote().getAddress()));

        call.order(new SipOrder.AnswerOffer("c1.1", Optional.of("ours")));
        assertThat(work.acks).singleElement().matches(ack -> ack.body().text().equals("ours"));
        call.order(new SipOrder.End("c1.1", HANGUP));
        assertThat(work.sent()).containsExactly("INVITE", "BYE");
    }

    @Test
    void anOfferThatCannotBeMetIsAcknowledgedAndHungUpOn() {
        var call = call(Optional.empty());
        hear(response(200, "a").withBody(Sdp.TYPE, Body.of("theirs")));
        call.order(new SipOrder.AnswerOffer("c1.1", Optional.empty()));
        call.order(new SipOrder.End("c1.1", HANGUP));
        assertThat(work.acks).singleElement().matches(ack -> ack.body().isEmpty());
        assertThat(work.sent()).containsExactly("INVITE", "BYE");
    }

    @Test
    void aHangUpBeforeOurAnswerAcknowledgesFirst() {
        var call = call(Optional.empty());
        hear(response(200, "a").withBody(Sdp.TYPE, Body.of("theirs")));
        call.order(new SipOrder.End("c1.1", HANGUP));
        assertThat(work.acks).hasSize(1);
        assertThat(work.sent()).containsExactly("INVITE", "BYE");
        call.order(new SipOrder.AnswerOffer("c1.1", Optional.of("late")));
        assertThat(work.acks).hasSize(1);
    }

    @Test
    void aReliableResponseMayMakeTheOfferAndItsPrackTheAnswer() {
        var call = call(Optional.empty());
        hear(reliable(183, "a", 1).withBody(Sdp.TYPE, Body.of("theirs")));
        assertThat(work.sent()).containsExactly("INVITE");
        call.order(new SipOrder.AnswerOffer("c1.1", Optional.of("ours")));
        assertThat(work.sent()).containsExactly("INVITE", "PRACK");
        assertThat(work.lastRequest().body().text()).isEqualTo("ours");

        hear(response(200, "a"));
        assertThat(work.acks).singleElement().matches(ack -> ack.body().isEmpty());
        assertThat(work.told)
                .endsWith(new SipEvent.Answered(Optional.empty(), FLOW.remote().getAddress()));
    }

    @Test
    void aDescriptionInAnUnreliableResponseIsNoOffer() {
        call(Optional.empty());
        hear(response(183, "a").withBody(Sdp.TYPE, Body.of("theirs")));
        assertThat(work.told)
                .containsExactly(
                        new SipEvent.Progress(
                                183, Optional.empty(), "a", FLOW.remote().getAddress()));
    }

    @Test
    void anAnswerWithoutAnyOfferIsHungUpOn() {
        call(Optional.empty());
        hear(response(200, "a"));
        assertThat(work.sent()).containsExactly("INVITE", "BYE");
        assertThat(work.told)
                .containsExactly(new SipEvent.Refused(488, "No description", OptionalInt.empty()));
        assertThat(work.over).isTrue();
        assertThat(work.dialogs).isEmpty();
    }

    @Test
    void theEarlyDialogsOfAllForksAreForgottenInTheEnd() {
        call(Optional.of("ours"));
        for (int i = 0; i < 40; i++) hear(response(180, "fork" + i));
        assertThat(work.dialogs).hasSize(16);
        hear(response(200, "fork3").withBody(Sdp.TYPE, Body.of("theirs")));
        assertThat(work.dialogs).hasSize(1);
        assertThat(work.acks)
                .singleElement()
                .matches(ack -> ack.headers().to().tag().orElse("").equals("fork3"));
    }

    @Test
    void whereThereIsNoRoomForAnotherDialogTheCallIsRefused() {
        call(Optional.of("ours"));
        work.full = true;
        hear(response(200, "a").withBody(Sdp.TYPE, Body.of("theirs")));
        assertThat(work.sent()).containsExactly("INVITE", "BYE");
        assertThat(work.told)
                .containsExactly(new SipEvent.Refused(503, "Too many calls", OptionalInt.empty()));
    }

    /** An early offer of ours goes out by UPDATE, where the far end takes it, once the first is answered for good. */
    @Test
    void anOfferBeforeTheAnswerGoesByUpdate() {
        var call = call(Optional.of("ours"));
        var ringing = reliable(183, "a", 1).withBody(Sdp.TYPE, Body.of("theirs"));
        hear(ringing.withHeaders(ringing.headers().with("Allow", "INVITE, UPDATE")));
        call.order(new SipOrder.Offer("c1.1", "hold"));
        assertThat(work.sent()).containsExactly("INVITE", "PRACK", "UPDATE");
        assertThat(work.lastRequest().body().text()).isEqualTo("hold");
        work.answered(200, Optional.of("held"));
        assertThat(work.told)
                .endsWith(new SipEvent.OfferAnswered("held", FLOW.remote().getAddress()));
    }

    @Test
    void whereUpdateIsNotTakenItWaitsForTheAnswer() {
        var call = call(Optional.of("ours"));
        hear(reliable(183, "a", 1).withBody(Sdp.TYPE, Body.of("theirs")));
        call.order(new SipOrder.Offer("c1.1", "hold"));
        assertThat(work.sent()).containsExactly("INVITE", "PRACK");
        hear(response(200, "a"));
        assertThat(work.sent()).containsExactly("INVITE", "PRACK", "INVITE");
    }

    /** RFC 3261 §8.1.1.8, RFC 5630 §3.1.4: who calls in secret is called back in secret. */
    @ParameterizedTest
    @CsvSource({
        "sips:bob@203.0.113.7,              '',               TLS, <sips:c1.1@198.51.100.1:5060>",
        "sip:bob@203.0.113.7,               sips:203.0.113.8, TLS, <sips:c1.1@198.51.100.1:5060>",
        "sip:bob@203.0.113.7,               '',               TLS, <sip:c1.1@198.51.100.1:5060;transport=tls>",
        "sips:bob@203.0.113.7,              '',               WSS, <sips:c1.1@198.51.100.1:5060;transport=ws>",
        "sip:bob@203.0.113.7,               '',               TCP, <sip:c1.1@198.51.100.1:5060;transport=tcp>",
    })
    void ourContactIsAsSecretAsWhomWeCall(
            String target, String proxy, Transport transport, String contact) throws Exception {
        var routes =
                proxy.isEmpty() ? List.<NameAddr>of() : List.of(NameAddr.of(SipUri.parse(proxy)));
        var flow = new Flow(transport, FLOW.remote(), FLOW.local(), 1);
        call(order(SipUri.parse(target), Way.through(routes), Optional.empty()), flow);

        assertThat(work.lastRequest().headers().all("Contact")).containsExactly(contact);
    }

    private OutgoingCall call(Optional<String> offer) {
        return call(order(BOB, Way.DIRECT, offer), FLOW);
    }

    private OutgoingCall call(SipOrder.Invite order, Flow flow) {
        var call = new OutgoingCall(work, order, "call:c1", flow);
        call.start(Reached.at(flow));
        return call;
    }

    private static SipOrder.Invite order(SipUri target, Way way, Optional<String> offer) {
        return new SipOrder.Invite(
                "c1.1",
                "c1",
                "call-1",
                target,
                way,
                Optional.empty(),
                NameAddr.of(SipUri.of("alice", HostPort.of("198.51.100.1"))),
                NameAddr.of(target),
                offer,
                Headers.NONE,
                70);
    }

    private SipRequest invite() {
        return work.requests.getFirst();
    }

    private void hear(SipResponse response) {
        work.user(TransactionId.sent(invite())).response(response);
    }

    private SipResponse response(int status, String tag) {
        var response = Responses.to(invite(), status, "Whatever", tag);
        return response.withHeaders(response.headers().with("Contact", "<sip:bob@203.0.113.7>"));
    }

    private SipResponse reliable(int status, String tag, int rseq) {
        var response = response(status, tag);
        var headers =
                response.headers().toBuilder()
                        .set("Require", "100rel")
                        .set("RSeq", Integer.toString(rseq))
                        .build();
        return response.withHeaders(headers);
    }
}
