package org.ringdown.way;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ringdown.sip.Body;
import org.ringdown.sip.CSeq;
import org.ringdown.sip.Contact;
import org.ringdown.sip.Headers;
import org.ringdown.sip.HostPort;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.auth.Credentials;
import org.ringdown.sip.locate.Hop;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Ids;
import org.ringdown.sip.transaction.TransactionId;
import org.ringdown.sip.transaction.Transport;

/** What becomes of our requests: challenges (RFC 3261 §22.2), other ways (RFC 3263 §4.3), and who never gets a proof of a password. */
class ClientRequestsTest {
    private static final Flow PBX = to("203.0.113.7");
    private static final Flow OTHER = to("203.0.113.8");
    private static final Flow STREAM = stream("203.0.113.7", 1);
    private static final Flow ANEW = stream("203.0.113.7", 2);
    private static final Flow ELSEWHERE = stream("192.0.2.66", 3);
    private static final Reached BOTH =
            new Reached(
                    PBX,
                    Optional.empty(),
                    List.of(new Hop(Transport.UDP, OTHER.remote(), "pbx.example")));
    private static final Terms AS_PBX = new Terms(Optional.of("trunk:pbx"), false);
    private static final Credentials CREDENTIALS =
            new Credentials("trunk:pbx", "ringdown", "correct horse", Optional.empty());

    private final Wire wire = new Wire();
    private final Owner owner = new Owner();
    private final ClientRequests requests =
            new ClientRequests(wire, new Accounts(Map.of("trunk:pbx", CREDENTIALS)), new Random(1));

    // Challenges

    @Test
    void aChallengeIsAnsweredWithAHigherNumberAndItsOwnerHearsOfTheOutcomeAlone() {
        requests.send(invite(), Reached.at(PBX), owner, AS_PBX);
        challenge(401, "pbx.example");
        assertThat(wire.last().headers().cseq().number()).isEqualTo(2);
        assertThat(wire.last().headers().authorization())
                .singleElement()
                .asString()
                .contains("username=\"ringdown\"", "realm=\"pbx.example\"", "SHA-256");
        assertThat(owner.heard).isEmpty();
        answer(200);
        assertThat(owner.heard).containsExactly("200");
        assertThat(owner.resent).isEqualTo(1);
    }

    @Test
    void anAckHasTheNumberAndTheProofOfTheInviteThatWasAnswered() {
        var name = requests.send(invite(), Reached.at(PBX), owner, AS_PBX);
        challenge(407, "pbx.example");
        answer(200);
        requests.acknowledge(name, ack(), PBX);
        assertThat(wire.last().headers().cseq()).isEqualTo(new CSeq(2, "ACK"));
        assertThat(wire.last().headers().proxyAuthorization()).hasSize(1);
    }

    @Test
    void anAckThatGoesPastThePeerCarriesNoProof() {
        var name = requests.send(invite(), Reached.at(PBX), owner, AS_PBX);
        challenge(407, "pbx.example");
        answer(200);
        requests.acknowledge(name, ack(), OTHER);
        assertThat(wire.last().headers().proxyAuthorization()).isEmpty();
    }

    @Test
    void theNextRequestOfTheAccountCarriesItsProofUnasked() {
        requests.send(invite(), Reached.at(PBX), owner, AS_PBX);
        challenge(401, "pbx.example");
        answer(200);
        requests.send(invite(), Reached.at(PBX), owner, AS_PBX);
        assertThat(wire.last().headers().authorization()).hasSize(1);
    }

    @Test
    void digestLeakByAChallengeInAForeignDialog() {
        // Whoever calls us may challenge our BYE with any realm: it is sent for nobody's account.
        requests.send(bye(), Reached.at(OTHER), owner, Terms.NOBODY);
        challenge(401, "pbx.example");
        assertThat(wire.sent).hasSize(1);
        assertThat(owner.heard).containsExactly("401");
    }

    @Test
    void anotherRealmThanTheAccountsGetsNoAnswer() {
        requests.send(invite(), Reached.at(PBX), owner, AS_PBX);
        challenge(401, "pbx.example");
        answer(200);
        requests.send(bye(), Reached.at(PBX), owner, AS_PBX);
        int before = wire.sent.size();
        challenge(401, "attacker.example");
        assertThat(wire.sent).hasSize(before);
    }

    @Test
    void authenticationLoopsEndAfterTwoRounds() {
        requests.send(invite(), Reached.at(PBX), owner, AS_PBX);
        challenge(401, "pbx.example");
        stale();
        stale();
        assertThat(wire.sent).hasSize(3);
        assertThat(owner.heard).containsExactly("401");
    }

    @Test
    void aWrongPasswordIsNotTriedAgain() {
        requests.send(invite(), Reached.at(PBX), owner, AS_PBX);
        challenge(401, "pbx.example");
        challenge(401, "pbx.example");
        assertThat(wire.sent).hasSize(2);
        assertThat(owner.heard).containsExactly("401");
    }

    @Test
    void aChallengeThatCrossesOurCancelIsNotAnswered() {
        var name = requests.send(invite(), Reached.at(PBX), owner, AS_PBX);
        requests.cancel(name, "SIP;cause=487");
        challenge(401, "pbx.example");
        assertThat(wire.sent).hasSize(1);
        assertThat(owner.heard).containsExactly("401");
    }

    @Test
    void accountsDoNotShowTheirPasswords() {
        assertThat(new Accounts(Map.of("trunk:pbx", CREDENTIALS)).toString())
                .contains("trunk:pbx")
                .doesNotContain("correct horse");
        assertThat(CREDENTIALS.toString()).doesNotContain("correct horse");
    }

    // Ways

    @Test
    void aSilentWayIsLeftForTheNextOne() {
        requests.send(invite(), BOTH, owner, Terms.NOBODY);
        var first = wire.last();
        wait(ClientRequests.PATIENCE);
        assertThat(wire.flows).containsExactly(PBX, OTHER);
        assertThat(wire.canceled).containsExactly(TransactionId.sent(first));
        answer(200);
        assertThat(owner.heard).containsExactly("200");
    }

    @Test
    void aWayThatSaysTryingIsWaitedFor() {
        requests.send(invite(), BOTH, owner, Terms.NOBODY);
        answer(100);
        wait(ClientRequests.PATIENCE.multipliedBy(4));
        assertThat(wire.flows).containsExactly(PBX);
        assertThat(requests.nextDeadline()).isEmpty();
    }

    @Test
    void anOverloadedWayIsLeftForTheNextOne() {
        requests.send(invite(), BOTH, owner, Terms.NOBODY);
        answer(503);
        assertThat(wire.flows).containsExactly(PBX, OTHER);
        answer(503);
        assertThat(owner.heard).containsExactly("503");
    }

    @Test
    void aBrokenWayIsLeftForTheNextOne() {
        requests.send(invite(), BOTH, owner, Terms.NOBODY);
        requests.failed(TransactionId.sent(wire.last()), 503, "broken");
        findNextWay();
        requests.failed(TransactionId.sent(wire.last()), 503, "broken");
        assertThat(wire.flows).containsExactly(PBX, OTHER);
        assertThat(owner.heard).containsExactly("failed 503");
    }

    @Test
    void theOnlyWayIsWaitedForUnlessThereIsAnotherPeerToAsk() {
        requests.send(invite(), Reached.at(PBX), owner, Terms.NOBODY);
        assertThat(requests.nextDeadline()).isEmpty();
        requests.send(invite(), Reached.at(PBX), owner, new Terms(Optional.empty(), true));
        wait(ClientRequests.PATIENCE);
        assertThat(owner.heard).containsExactly("failed 503");
    }

    @Test
    void whoeverWakesUpTooLateAndAnswersIsAcknowledgedWhereItIs() {
        var name = requests.send(invite(), BOTH, owner, Terms.NOBODY);
        var silent = wire.last();
        wait(ClientRequests.PATIENCE);
        var other = TransactionId.sent(wire.last());
        requests.response(TransactionId.sent(silent), Responses.to(silent, 200, "OK", "late"));
        assertThat(owner.heard).containsExactly("200");
        assertThat(wire.canceled).contains(other);
        requests.acknowledge(name, ack(), PBX);
        assertThat(wire.acknowledged).isEqualTo(TransactionId.sent(silent));
    }

    @Test
    void whoeverWakesUpWhileTheNextWayIsLookedForIsTaken() {
        requests.send(invite(), BOTH, owner, Terms.NOBODY);
        var silent = wire.last();
        wire.now += ClientRequests.PATIENCE.toNanos();
        requests.expire(wire.now);
        requests.response(TransactionId.sent(silent), Responses.to(silent, 200, "OK", "late"));
        findNextWay();
        assertThat(owner.heard).containsExactly("200");
        assertThat(wire.flows).containsExactly(PBX);
    }

    @Test
    void aCallThatIsCanceledWhileTheNextWayIsLookedForIsOver() {
        var name = requests.send(invite(), BOTH, owner, Terms.NOBODY);
        wire.now += ClientRequests.PATIENCE.toNanos();
        requests.expire(wire.now);
        requests.cancel(name, "SIP;cause=487");
        findNextWay();
        assertThat(owner.heard).containsExactly("failed 503");
        assertThat(wire.flows).containsExactly(PBX);
    }

    @Test
    void nothingIsKeptOfWhatIsOver() {
        requests.send(invite(), BOTH, owner, AS_PBX);
        wait(ClientRequests.PATIENCE);
        challenge(401, "pbx.example");
        answer(200);
        wire.sent.forEach(request -> requests.ended(TransactionId.sent(request)));
        assertThat(requests.size()).isZero();
        assertThat(requests.nextDeadline()).isEmpty();
    }

    private void wait(Duration time) {
        wire.now += time.toNanos();
        requests.expire(wire.now);
        findNextWay();
    }

    private void findNextWay() {
        var looking = wire.looking;
        wire.looking = Optional.empty();
        looking.ifPresent(name -> requests.reached(name, Optional.of(Reached.at(OTHER))));
    }

    private void answer(int status) {
        give(Responses.to(wire.last(), status, "Because", "far"));
    }

    private void challenge(int status, String realm) {
        give(challenged(status, "realm=\"" + realm + "\", nonce=\"n" + wire.sent.size() + "\""));
    }

    private void stale() {
        give(
                challenged(
                        401,
                        "realm=\"pbx.example\", stale=true, nonce=\"n" + wire.sent.size() + "\""));
    }

    private SipResponse challenged(int status, String fields) {
        var response = Responses.to(wire.last(), status, "Prove it", "far");
        String header = status == 401 ? "WWW-Authenticate" : "Proxy-Authenticate";
        var headers =
                response.headers().toBuilder()
                        .add(header, "Digest " + fields + ", qop=\"auth\"")
                        .add(header, "Digest " + fields + ", qop=\"auth\", algorithm=SHA-256");
        return response.withHeaders(headers.build());
    }

    private void give(SipResponse response) {
        requests.response(TransactionId.sent(wire.last()), response);
        findNextWay();
    }

    private SipRequest invite() {
        return wire.stamp(request("INVITE"), PBX);
    }

    private SipRequest bye() {
        var bye = request("BYE");
        var to = bye.headers().to().withTag("them");
        return wire.stamp(
                bye.withHeaders(bye.headers().toBuilder().remove("To").to(to).build()), PBX);
    }

    private SipRequest ack() {
        return wire.stamp(request("ACK"), PBX);
    }

    private static SipRequest request(String method) {
        var uri = SipUri.of("100", HostPort.of("pbx.example"));
        var headers =
                Headers.builder()
                        .maxForwards(70)
                        .from(NameAddr.of(uri).withTag("us"))
                        .to(NameAddr.of(uri))
                        .callId("call-1")
                        .cseq(new CSeq(1, method))
                        .contact(Contact.of(SipUri.of("us", HostPort.of("198.51.100.1", 5060))));
        return new SipRequest(method, uri, headers.build(), Body.EMPTY);
    }

    private static Flow to(String address) {
        return Flow.udp(
                new InetSocketAddress(InetAddress.ofLiteral(address), 5060),
                new InetSocketAddress(InetAddress.ofLiteral("198.51.100.1"), 5060));
    }

    private static final class Owner implements TransactionUser {
        final List<String> heard = new ArrayList<>();
        int resent;

        @Override
        public void response(SipResponse response) {
            if (!response.isProvisional()) heard.add("" + response.status());
        }

        @Override
        public void failed(int status, String reason) {
            heard.add("failed " + status);
        }

        @Override
        public void resent(SipRequest request, Flow flow) {
            resent++;
        }
    }

    // Streams that break

    @Test
    void whatIsSaidWithinACallIsSaidAgainOnAStreamMadeAnew() {
        var name = requests.send(bye(), Reached.at(STREAM), owner, AS_PBX);
        requests.failed(name, 503, "Service Unavailable");
        assertThat(wire.looking).contains(name);
        assertThat(owner.heard).isEmpty();

        requests.reached(name, Optional.of(Reached.at(ANEW)));
        assertThat(wire.flows).containsExactly(STREAM, ANEW);
        assertThat(wire.last().headers().cseq()).isEqualTo(wire.sent.getFirst().headers().cseq());
        assertThat(TransactionId.sent(wire.last())).isNotEqualTo(name);
        answer(200);
        assertThat(owner.heard).containsExactly("200");
    }

    @Test
    void aStreamIsMadeAnewOnce() {
        var name = requests.send(bye(), Reached.at(STREAM), owner, AS_PBX);
        requests.failed(name, 503, "Service Unavailable");
        requests.reached(name, Optional.of(Reached.at(ANEW)));
        requests.failed(TransactionId.sent(wire.last()), 503, "Service Unavailable");
        assertThat(owner.heard).containsExactly("failed 503");
        assertThat(wire.sent).hasSize(2);
    }

    @Test
    void whatCannotBeMadeAnewHasFailed() {
        var name = requests.send(bye(), Reached.at(STREAM), owner, AS_PBX);
        requests.failed(name, 503, "Service Unavailable");
        requests.reached(name, Optional.empty());
        assertThat(owner.heard).containsExactly("failed 503");
    }

    @Test
    void aFirstInviteIsNotRepeatedOnAnotherStream() {
        var name = requests.send(invite(), Reached.at(STREAM), owner, AS_PBX);
        requests.failed(name, 503, "Service Unavailable");
        assertThat(wire.looking).isEmpty();
        assertThat(owner.heard).containsExactly("failed 503");
    }

    @Test
    void aStreamMadeAnewToSomebodyElseCarriesNoProofAndAnswersNoChallenge() {
        requests.send(invite(), Reached.at(PBX), owner, AS_PBX);
        challenge(401, "pbx.example");
        answer(200);
        var name = requests.hold(bye(), STREAM, owner, AS_PBX);
        requests.reached(name, Optional.of(Reached.at(ELSEWHERE)));
        assertThat(wire.flows.getLast()).isEqualTo(ELSEWHERE);
        assertThat(wire.last().headers().authorization()).isEmpty();
        int before = wire.sent.size();
        challenge(401, "pbx.example");
        assertThat(wire.sent).hasSize(before);
    }

    @Test
    void whatIsHeldIsSentOnTheWayThatIsFound() {
        var name = requests.hold(bye(), PBX, owner, Terms.NOBODY);
        assertThat(wire.sent).isEmpty();
        requests.reached(name, Optional.of(Reached.at(ANEW)));
        assertThat(wire.flows).containsExactly(ANEW);
        answer(200);
        assertThat(owner.heard).containsExactly("200");
    }

    @Test
    void whatIsCanceledWhileItIsHeldIsNeverSent() {
        var name = requests.hold(invite(), PBX, owner, Terms.NOBODY);
        requests.cancel(name, "SIP;cause=487");
        requests.reached(name, Optional.of(Reached.at(ANEW)));
        assertThat(wire.sent).isEmpty();
        assertThat(owner.heard).containsExactly("failed 503");
        assertThat(requests.size()).isZero();
    }

    private static Flow stream(String address, long connection) {
        var plain = to(address);
        return new Flow(Transport.TCP, plain.remote(), plain.local(), connection);
    }

    private static final class Wire implements ClientRequests.Wire {
        final List<SipRequest> sent = new ArrayList<>();
        final List<Flow> flows = new ArrayList<>();
        final List<TransactionId> canceled = new ArrayList<>();
        Optional<TransactionId> looking = Optional.empty();
        TransactionId acknowledged;
        long now;
        private final Ids ids = new Ids(new Random(2));

        SipRequest last() {
            return sent.getLast();
        }

        @Override
        public void begin(SipRequest stamped, Flow flow) {
            sent.add(stamped);
            flows.add(flow);
        }

        @Override
        public void acknowledge(TransactionId invite, SipRequest ack, Flow flow) {
            acknowledged = invite;
            sent.add(ack);
        }

        @Override
        public void cancel(TransactionId invite, String reason) {
            canceled.add(invite);
        }

        @Override
        public void reach(List<Hop> hops, TransactionId request) {
            looking = Optional.of(request);
        }

        @Override
        public void reconnect(Flow broken, SipRequest request, TransactionId name) {
            looking = Optional.of(name);
        }

        @Override
        public SipRequest stamp(SipRequest request, Flow flow) {
            return ids.withVia(request, flow.transport(), HostPort.of("198.51.100.1", 5060), "c1");
        }

        @Override
        public String sentBy(Flow flow) {
            return "198.51.100.1:5060";
        }

        @Override
        public long now() {
            return now;
        }
    }
}
