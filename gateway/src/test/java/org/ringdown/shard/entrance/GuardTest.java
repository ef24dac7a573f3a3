package org.ringdown.shard.entrance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ringdown.shard.Requests;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.auth.Credentials;
import org.ringdown.sip.auth.DigestClient;
import org.ringdown.sip.auth.DigestServer;
import org.ringdown.sip.auth.PasswordLookup;
import org.ringdown.sip.transaction.Flow;

/** Who must prove a password, and of whom. */
class GuardTest {
    private static final Map<String, String> PASSWORDS =
            Map.of("alice", "a-secret", "bob", "b-secret");
    private static final Flow FLOW = Flow.udp(at("203.0.113.7"), at("198.51.100.1"));
    private static final String TO = "<sip:bob@198.51.100.1>";

    private final DigestServer digest =
            new DigestServer(
                    "ringdown.example",
                    new byte[32],
                    PasswordLookup.ofPasswords(name -> Optional.ofNullable(PASSWORDS.get(name))),
                    100);
    private final Guard open = guard(true);
    private final Guard closed = guard(false);

    private Guard guard(boolean strangersMayCall) {
        return new Guard(
                new SipSide.Access(digest, PASSWORDS::containsKey, strangersMayCall, Callers.NONE));
    }

    @Test
    void strangersMayCallOnlyWhereTheyMay() {
        var call = invite("<sip:carol@203.0.113.7>;tag=c");
        assertThat(open.check(call, FLOW, 0)).isEmpty();
        assertThat(status(closed, call)).contains(401);
    }

    @Test
    void whoeverClaimsToBeOneOfOursIsAsked() {
        assertThat(status(open, invite("<sip:alice@198.51.100.1>;tag=c"))).contains(401);
        assertThat(status(open, invite("<sip:%61lice@anywhere.example>;tag=c"))).contains(401);
    }

    @Test
    void aRegisterIsAskedAlwaysAndForTheUserWhosePhonesItIsAbout() {
        var register = Requests.request("REGISTER", 1, "<sip:carol@x.example>;tag=c", TO);
        assertThat(status(open, register)).contains(401);
        assertThat(Guard.claimed(register)).isEqualTo("bob");
    }

    @Test
    void thePasswordOfOneIsNoProofOfAnother() {
        var register = Requests.request("REGISTER", 1, "<sip:alice@x.example>;tag=c", TO);
        assertThat(status(closed, proved(register, "bob"))).isEmpty();
        assertThat(status(closed, proved(register, "alice"))).contains(403);
        assertThat(status(closed, proved(invite("<sip:bob@x.example>;tag=c"), "alice")))
                .contains(403);
    }

    @Test
    void aProofIsGoodOnce() {
        var register =
                proved(Requests.request("REGISTER", 1, "<sip:b@x.example>;tag=c", TO), "bob");
        assertThat(status(closed, register)).isEmpty();
        assertThat(status(closed, register)).contains(401);
    }

    private SipRequest proved(SipRequest request, String user) {
        var challenge = closed.check(request, FLOW, 0).orElseThrow();
        var client =
                new DigestClient(
                        new Credentials("me", user, PASSWORDS.get(user), Optional.empty()),
                        new Random(1));
        var answer = client.answer("me", request, challenge, DigestClient.Rounds.NONE);
        var again = ((DigestClient.Answer.Retry) answer).apply(request);
        var via = request.headers().via().toString();
        return again.withHeaders(again.headers().toBuilder().prepend("Via", via).build());
    }

    private static Optional<Integer> status(Guard guard, SipRequest request) {
        return guard.check(request, FLOW, 1).map(SipResponse::status);
    }

    private static SipRequest invite(String from) {
        return Requests.request("INVITE", 1, from, TO);
    }

    private static InetSocketAddress at(String host) {
        return new InetSocketAddress(InetAddress.ofLiteral(host), 5060);
    }
}
