package org.ringdown.leg.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.call.Ending.By;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.dialog.DialogId;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Ids;
import org.ringdown.sip.transaction.TransactionId;

/** What a phone that called us is answered when messages cross. */
class IncomingCallTest {
    private static final Ending HANGUP = Ending.of(EndReason.HANGUP, By.CALLEE);
    private static final Flow FLOW =
            Flow.udp(
                    new InetSocketAddress(InetAddress.ofLiteral("203.0.113.7"), 5060),
                    new InetSocketAddress(InetAddress.ofLiteral("198.51.100.1"), 5060));

    private final Work work = new Work();
    private final SipRequest invite = request("INVITE", 1);
    private final TransactionId first = id(invite);
    private final IncomingCall call =
            new IncomingCall(work, "c1.0", "c1", "call:c1", invite, first, FLOW);

    @Test
    void aCancelIsObeyedAtOnceAndALateAnswerIsNotSent() {
        call.canceled(first);
        call.order(new SipOrder.Accept("c1.0", "v=0"));
        assertThat(work.answers).containsExactly("INVITE 487");
        assertThat(work.told).containsExactly(new SipEvent.Canceled());
        assertThat(work.over).isTrue();
    }

    @Test
    void aHangUpWaitsForTheAck() {
        accept();
        call.order(new SipOrder.End("c1.0", HANGUP));
        assertThat(work.sent).isEmpty();
        call.acknowledged(true);
        assertThat(work.sent).containsExactly("BYE");
    }

    @Test
    void afterTheirByeNoByeOfOursFollowsEvenWhenTheAckNeverComes() {
        accept();
        receive("BYE", 2);
        call.acknowledged(false);
        assertThat(work.sent).isEmpty();
        assertThat(work.told).containsExactly(new SipEvent.HungUp(OptionalInt.empty()));
    }

    @Test
    void anOfferThatIsStillOpenIsAnsweredWhenWeHangUp() {
        talk();
        receive("INVITE", 2);
        call.order(new SipOrder.End("c1.0", HANGUP));
        call.order(new SipOrder.AnswerOffer("c1.0", Optional.of("v=0")));
        assertThat(work.answers).containsExactly("INVITE 200", "INVITE 487");
        assertThat(work.sent).containsExactly("BYE");
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
        call.canceled(reinvite);
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
        assertThat(work.last.headers().first("Retry-After")).isPresent();
    }

    private void accept() {
        call.order(new SipOrder.Accept("c1.0", "v=0"));
        assertThat(work.answers).containsExactly("INVITE 200");
    }

    private void talk() {
        accept();
        call.acknowledged(true);
    }

    private TransactionId receive(String method, int cseq) {
        var request = request(method, cseq);
        call.request(id(request), request, FLOW);
        return id(request);
    }

    private static SipRequest request(String method, int cseq) {
        return Requests.request(
                method, cseq, "<sip:carol@203.0.113.7>;tag=c", "<sip:bob@198.51.100.1>");
    }

    private static TransactionId id(SipRequest request) {
        return TransactionId.received(request, FLOW.transport());
    }

    /** A shard that notes what is done. */
    private static final class Work implements SipWork {
        private final List<String> answers = new ArrayList<>();
        private final List<String> sent = new ArrayList<>();
        private final List<SipEvent> told = new ArrayList<>();
        private final Ids ids = new Ids(new Random(1));
        private SipResponse last = Responses.to(request("INVITE", 1), 100, "Trying");
        private boolean over;

        @Override
        public Ids ids() {
            return ids;
        }

        @Override
        public String sentBy(Flow flow) {
            return "198.51.100.1:5060";
        }

        @Override
        public TransactionId send(
                SipRequest request, Reached way, RequestOwner owner, ClientRequests.Terms terms) {
            sent.add(request.method());
            return TransactionId.sent(request);
        }

        @Override
        public void respond(TransactionId request, SipResponse response) {
            answers.add(response.headers().cseq().method() + " " + response.status());
            last = response;
        }

        @Override
        public void tell(InviteUsage from, SipEvent event) {
            told.add(event);
        }

        @Override
        public void done(InviteUsage usage) {
            over = true;
        }

        @Override
        public void acknowledge(TransactionId invite, SipRequest ack, Flow flow) {}

        @Override
        public void cancel(TransactionId invite, String reason) {}

        @Override
        public SipResponse options(SipRequest request) {
            return Responses.to(request, 200, "OK");
        }

        @Override
        public void dialog(DialogId dialog, InviteUsage owner) {}
    }
}
