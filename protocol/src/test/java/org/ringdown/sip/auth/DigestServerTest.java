package org.ringdown.sip.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.sip.Body;
import org.ringdown.sip.auth.DigestClient.Answer;
import org.ringdown.sip.auth.DigestClient.Challenger;
import org.ringdown.sip.auth.DigestClient.Rounds;
import org.ringdown.sip.auth.DigestServer.Verdict;

/** The server against our own client, whose answers {@link DigestTest} holds against the RFCs. */
class DigestServerTest {
    private static final Body BODY = Body.EMPTY;
    private static final Digest.Subject REGISTER =
            Digest.Subject.of("REGISTER", "sip:ringdown.example");
    private static final InetAddress HOME = InetAddress.ofLiteral("192.0.2.7");
    private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("192.0.2.8");
    private static final long LIFE = DigestServer.NONCE_LIFE.toNanos();
    private static final long START =
            Long.MAX_VALUE - Duration.ofMinutes(2).toNanos(); // the clock wraps on the way

    private final DigestServer server = server(32, "ringdown.example");

    @Test
    void offersSha256BeforeMd5() throws Exception {
        var challenges = challenges(false);

        assertEquals(
                List.of(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5),
                challenges.stream().map(Challenge::algorithm).toList());
        assertEquals(challenges.getFirst().nonce(), challenges.getLast().nonce());
    }

    @Test
    void saysStaleOnlyWhenAsked() throws Exception {
        assertTrue(challenges(true).stream().allMatch(Challenge::stale));
        assertTrue(challenges(false).stream().noneMatch(Challenge::stale));
    }

    @Test
    void neverIssuesANonceTwice() throws Exception {
        assertNotEquals(challenges(false).getFirst().nonce(), challenges(false).getFirst().nonce());
    }

    @ParameterizedTest
    @EnumSource(names = {"SHA_256", "MD5"})
    void believesTheRightPassword(DigestAlgorithm algorithm) throws Exception {
        var proof = prove("alice", "wonderland", algorithm, START);

        assertEquals(new Verdict.Proved("alice"), verify(proof, HOME, START + 1));
    }

    @Test
    void asksWhoSaysNothing() {
        assertEquals(
                new Verdict.Missing(), server.verify(List.of(), "REGISTER", BODY, HOME, START));
    }

    @Test
    void asksWhoProvesSomethingToAnotherRealm() throws Exception {
        var other = server(32, "elsewhere.example");

        assertEquals(
                new Verdict.Missing(),
                other.verify(List.of(prove("alice", "wonderland")), "REGISTER", BODY, HOME, START));
    }

    @Test
    void asksWhoBringsNoCountBecauseThatCouldBeReplayed() throws Exception {
        var nonce = challenges(false).getFirst().nonce();
        var fresh = new Digest.Freshness(nonce, 0, "");
        var ha1 = Digest.ha1(DigestAlgorithm.MD5, "alice", server.realm(), "wonderland");
        var response = Digest.response(DigestAlgorithm.MD5, ha1, fresh, Qop.NONE, REGISTER);
        var old =
                new Authorization(
                        "alice",
                        server.realm(),
                        REGISTER.uri(),
                        DigestAlgorithm.MD5,
                        Qop.NONE,
                        fresh,
                        response,
                        Optional.empty());

        assertEquals(new Verdict.Missing(), verify(old.write(), HOME, START));
    }

    @Test
    void tellsNobodyWhetherTheNameOrThePasswordWasWrong() throws Exception {
        assertEquals(
                new Verdict.Wrong("alice"), verify(prove("alice", "looking-glass"), HOME, START));
        assertEquals(
                new Verdict.Wrong("nobody"), verify(prove("nobody", "wonderland"), HOME, START));
    }

    @Test
    void looksUpAnUnknownNameLikeAKnownOne() throws Exception {
        var asked = new ArrayList<String>();
        var counting =
                new DigestServer(
                        server.realm(),
                        secret(1),
                        (username, _, algorithm) -> {
                            asked.add(username + " " + algorithm);
                            return Optional.empty();
                        },
                        4);

        counting.verify(
                List.of(prove("nobody", "x", DigestAlgorithm.MD5, START)),
                "REGISTER",
                BODY,
                HOME,
                START);

        assertEquals(List.of("nobody MD5"), asked);
    }

    @Test
    void refusesAProofForAnotherMethod() throws Exception {
        var proof = prove("alice", "wonderland");

        assertInstanceOf(
                Verdict.Wrong.class, server.verify(List.of(proof), "INVITE", BODY, HOME, START));
    }

    @Test
    void refusesAReplay() throws Exception {
        var proof = prove("alice", "wonderland");

        assertInstanceOf(Verdict.Proved.class, verify(proof, HOME, START));
        assertEquals(new Verdict.Stale("alice"), verify(proof, HOME, START));
    }

    @Test
    void refusesAProofCarriedToAnotherAddress() throws Exception {
        var proof = prove("alice", "wonderland");

        assertEquals(new Verdict.Stale("alice"), verify(proof, ELSEWHERE, START));
        assertEquals(new Verdict.Proved("alice"), verify(proof, HOME, START));
    }

    @Test
    void letsANonceDieAfterFiveMinutes() throws Exception {
        assertInstanceOf(
                Verdict.Proved.class, verify(prove("alice", "wonderland"), HOME, START + LIFE));
        assertInstanceOf(
                Verdict.Stale.class, verify(prove("alice", "wonderland"), HOME, START + LIFE + 1));
        assertInstanceOf(
                Verdict.Stale.class, verify(prove("alice", "wonderland"), HOME, START - 1));
    }

    @Test
    void refusesANonceOfItsOwnMaking() throws Exception {
        for (var nonce : List.of("x", "AAAA", "A".repeat(38), "!".repeat(38))) {
            var challenge = challenges(false).getFirst();
            var forged =
                    new Challenge(
                            challenge.realm(),
                            nonce,
                            Optional.empty(),
                            false,
                            challenge.algorithm(),
                            challenge.qops());
            assertEquals(
                    new Verdict.Stale("alice"),
                    verify(answer("alice", "wonderland", forged), HOME, START),
                    nonce);
        }
    }

    @Test
    void remembersNothingOfWrongAnswers() throws Exception {
        var small = new DigestServer("ringdown.example", secret(1), passwords(), 1);
        var proof = answer("alice", "wonderland", challenge(small, START));
        for (int i = 0; i < 100; i++) {
            small.verify(
                    List.of(answer("alice", "guess" + i, challenge(small, START + i))),
                    "REGISTER",
                    BODY,
                    HOME,
                    START + i);
        }

        assertInstanceOf(
                Verdict.Proved.class,
                small.verify(List.of(proof), "REGISTER", BODY, HOME, START + 200));
    }

    @Test
    void forgettingANonceNeverAllowsAReplay() throws Exception {
        var small = new DigestServer("ringdown.example", secret(1), passwords(), 2);
        var used = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            used.add(answer("alice", "wonderland", challenge(small, START + i)));
            assertInstanceOf(
                    Verdict.Proved.class,
                    small.verify(List.of(used.getLast()), "REGISTER", BODY, HOME, START + i));
        }

        for (var proof : used) {
            assertInstanceOf(
                    Verdict.Stale.class,
                    small.verify(List.of(proof), "REGISTER", BODY, HOME, START + 10));
        }
    }

    @Test
    void letsRequestsOfOneNonceOvertakeEachOther() throws Exception {
        var client = new DigestClient(credentials("alice", "wonderland"), new Random(1));
        client.answer(
                "line",
                Challenger.USER_AGENT,
                List.of(challenges(false).getFirst()),
                REGISTER,
                Rounds.NONE);
        var proofs = new ArrayList<String>();
        for (int i = 0; i < 64; i++) proofs.add(client.proofs(REGISTER).getFirst().value());
        Collections.reverse(proofs);

        for (var proof : proofs) assertInstanceOf(Verdict.Proved.class, verify(proof, HOME, START));
        for (var proof : proofs) assertInstanceOf(Verdict.Stale.class, verify(proof, HOME, START));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Digest", "Digest realm=\"ringdown.example\"", "Digest username"})
    void namesWhatCannotBeRead(String header) {
        assertInstanceOf(Verdict.Unreadable.class, verify(header, HOME, START));
    }

    private static DigestServer server(int capacity, String realm) {
        return new DigestServer(realm, secret(1), passwords(), capacity);
    }

    private static PasswordLookup passwords() {
        var users = Map.of("alice", "wonderland");
        return PasswordLookup.ofPasswords(name -> Optional.ofNullable(users.get(name)));
    }

    private static byte[] secret(long seed) {
        var secret = new byte[32];
        new Random(seed).nextBytes(secret);
        return secret;
    }

    private static Credentials credentials(String username, String password) {
        return new Credentials("line", username, password, Optional.empty());
    }

    private List<Challenge> challenges(boolean stale) throws Exception {
        var challenges = new ArrayList<Challenge>();
        for (var value : server.challenges(HOME, START, stale))
            challenges.add(Challenge.parse(value).orElseThrow());
        return challenges;
    }

    private static Challenge challenge(DigestServer by, long now) throws Exception {
        return Challenge.parse(by.challenges(HOME, now, false).getFirst()).orElseThrow();
    }

    private String prove(String username, String password) throws Exception {
        return prove(username, password, DigestAlgorithm.SHA_256, START);
    }

    private String prove(String username, String password, DigestAlgorithm algorithm, long now)
            throws Exception {
        for (var value : server.challenges(HOME, now, false)) {
            var challenge = Challenge.parse(value).orElseThrow();
            if (challenge.algorithm() == algorithm) return answer(username, password, challenge);
        }
        throw new AssertionError("not offered: " + algorithm);
    }

    private static String answer(String username, String password, Challenge challenge) {
        var client = new DigestClient(credentials(username, password), new Random(1));
        var answer =
                client.answer(
                        "line", Challenger.USER_AGENT, List.of(challenge), REGISTER, Rounds.NONE);
        return assertInstanceOf(Answer.Retry.class, answer).proofs().getFirst().value();
    }

    private Verdict verify(String proof, InetAddress source, long now) {
        return server.verify(List.of(proof), "REGISTER", BODY, source, now);
    }
}
