package org.ringdown.sip.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ringdown.sip.Body;
import org.ringdown.sip.auth.DigestClient.Answer;
import org.ringdown.sip.auth.DigestClient.Challenger;
import org.ringdown.sip.auth.DigestClient.Reason;
import org.ringdown.sip.auth.DigestClient.Rounds;

class DigestClientTest {
    private static final String OWNER = "trunk:pbx";
    private static final Digest.Subject INVITE = Digest.Subject.of("INVITE", "sip:bob@biloxi.com");

    private final DigestClient client = client(Optional.of("biloxi.com"));

    @Test
    void answersSoThatTheServerIsConvinced() throws Exception {
        var proof = proof(answer(challenge("n1", DigestAlgorithm.MD5, false), Rounds.NONE));
        var ha1 = Digest.ha1(DigestAlgorithm.MD5, "bob", "biloxi.com", "zanzibar");

        assertEquals("bob", proof.username());
        assertEquals("n1", proof.fresh().nonce());
        assertEquals(Optional.of("5ccc069c"), proof.opaque());
        assertEquals(
                Digest.response(DigestAlgorithm.MD5, ha1, proof.fresh(), Qop.AUTH, INVITE),
                proof.response());
    }

    @Test
    void picksSha256BeforeMd5WhereverItStands() throws Exception {
        var offered =
                List.of(
                        challenge("n1", DigestAlgorithm.MD5, false),
                        challenge("n1", DigestAlgorithm.SHA_256, false));

        var answer = client.answer(OWNER, Challenger.USER_AGENT, offered, INVITE, Rounds.NONE);

        assertEquals(DigestAlgorithm.SHA_256, proof(answer).algorithm());
    }

    @Test
    void picksTheTopmostAmongEquals() throws Exception {
        var offered =
                List.of(
                        challenge("top", DigestAlgorithm.MD5, false),
                        challenge("below", DigestAlgorithm.MD5, false));

        var answer = client.answer(OWNER, Challenger.USER_AGENT, offered, INVITE, Rounds.NONE);

        assertEquals("top", proof(answer).fresh().nonce());
    }

    @Test
    void leavesOutCountAndClientNonceWhereNoProtectionIsOffered() throws Exception {
        var old =
                new Challenge(
                        "biloxi.com",
                        "n1",
                        Optional.empty(),
                        false,
                        DigestAlgorithm.MD5,
                        Set.of(Qop.NONE));

        var header = retry(answer(old, Rounds.NONE)).proofs().getFirst().value();

        assertFalse(header.contains("nc="), header);
        assertFalse(header.contains("cnonce="), header);
    }

    @Test
    void countsTheUsesOfANonce() throws Exception {
        assertEquals(
                1,
                proof(answer(challenge("n1", DigestAlgorithm.MD5, false), Rounds.NONE))
                        .fresh()
                        .count());
        assertEquals(2, authorization(client.proofs(INVITE)).fresh().count());
        assertEquals(3, authorization(client.proofs(INVITE)).fresh().count());
        assertEquals(
                1,
                proof(answer(challenge("n2", DigestAlgorithm.MD5, false), Rounds.NONE))
                        .fresh()
                        .count());
    }

    @Test
    void hasNothingToSayBeforeItIsAsked() {
        assertEquals(List.of(), client.proofs(INVITE));
    }

    @Test
    void takesASecondChallengeForAWrongPassword() {
        var rounds =
                retry(answer(challenge("n1", DigestAlgorithm.MD5, false), Rounds.NONE)).rounds();

        assertEquals(
                Reason.WRONG_PASSWORD,
                refusal(answer(challenge("n2", DigestAlgorithm.MD5, false), rounds)));
    }

    @Test
    void answersOnceMoreWhenTheNonceWasStale() throws Exception {
        var rounds =
                retry(answer(challenge("n1", DigestAlgorithm.MD5, false), Rounds.NONE)).rounds();

        assertEquals(
                "n2",
                proof(answer(challenge("n2", DigestAlgorithm.MD5, true), rounds)).fresh().nonce());
    }

    @Test
    void neverAnswersThreeTimesHoweverStale() {
        var rounds = Rounds.NONE;
        for (int round = 0; round < 2; round++) {
            rounds =
                    retry(answer(challenge("n" + round, DigestAlgorithm.MD5, true), rounds))
                            .rounds();
        }

        assertEquals(
                Reason.TOO_MANY_ROUNDS,
                refusal(answer(challenge("n2", DigestAlgorithm.MD5, true), rounds)));
    }

    @Test
    void answersAProxyAndThenTheFarEndInOneRequest() {
        var challenge = List.of(challenge("n1", DigestAlgorithm.MD5, false));
        var first = retry(client.answer(OWNER, Challenger.PROXY, challenge, INVITE, Rounds.NONE));
        var second =
                retry(
                        client.answer(
                                OWNER, Challenger.USER_AGENT, challenge, INVITE, first.rounds()));

        assertEquals(
                List.of("Authorization", "Proxy-Authorization"),
                second.proofs().stream().map(proof -> proof.challenger().answers()).toList());
    }

    @Test
    void neverAnswersAForeignRealm() {
        var foreign =
                new Challenge(
                        "evil.example",
                        "n",
                        Optional.empty(),
                        false,
                        DigestAlgorithm.MD5,
                        Set.of(Qop.AUTH));

        assertEquals(Reason.FOREIGN_REALM, refusal(answer(foreign, Rounds.NONE)));
    }

    @Test
    void keepsToTheFirstRealmWhereNoneWasConfigured() throws Exception {
        var learning = client(Optional.empty());
        var ours = List.of(challenge("n1", DigestAlgorithm.MD5, false));
        var foreign =
                List.of(
                        new Challenge(
                                "evil.example",
                                "n",
                                Optional.empty(),
                                false,
                                DigestAlgorithm.MD5,
                                Set.of(Qop.AUTH)));

        retry(learning.answer(OWNER, Challenger.USER_AGENT, ours, INVITE, Rounds.NONE));

        assertEquals(Optional.of("biloxi.com"), learning.realm());
        assertEquals(
                Reason.FOREIGN_REALM,
                refusal(
                        learning.answer(
                                OWNER, Challenger.USER_AGENT, foreign, INVITE, Rounds.NONE)));
    }

    @Test
    void neverAnswersForAnotherOwner() {
        var challenge = List.of(challenge("n1", DigestAlgorithm.MD5, false));

        assertEquals(
                Reason.FOREIGN_OWNER,
                refusal(
                        client.answer(
                                "line:mallory",
                                Challenger.USER_AGENT,
                                challenge,
                                INVITE,
                                Rounds.NONE)));
    }

    @Test
    void givesUpWhereNothingCouldBeRead() {
        assertEquals(
                Reason.UNSUPPORTED,
                refusal(
                        client.answer(
                                OWNER, Challenger.USER_AGENT, List.of(), INVITE, Rounds.NONE)));
    }

    @Test
    void signsTheBodyOnlyWhereTheServerInsists() throws Exception {
        var insists =
                new Challenge(
                        "biloxi.com",
                        "n",
                        Optional.empty(),
                        false,
                        DigestAlgorithm.MD5,
                        Set.of(Qop.AUTH_INT));
        var subject = new Digest.Subject("INVITE", "sip:bob@biloxi.com", Body.of("v=0"));
        var other = new Digest.Subject("INVITE", "sip:bob@biloxi.com", Body.of("v=1"));
        client.answer(OWNER, Challenger.USER_AGENT, List.of(insists), subject, Rounds.NONE);

        var proof = authorization(client.proofs(subject));
        var ha1 = Digest.ha1(DigestAlgorithm.MD5, "bob", "biloxi.com", "zanzibar");

        assertEquals(
                Digest.response(DigestAlgorithm.MD5, ha1, proof.fresh(), Qop.AUTH_INT, subject),
                proof.response());
        assertNotEquals(
                Digest.response(DigestAlgorithm.MD5, ha1, proof.fresh(), Qop.AUTH_INT, other),
                proof.response());
    }

    @Test
    void keepsPasswordsOutOfLogs() {
        var credentials = new Credentials(OWNER, "bob", "zanzibar", Optional.empty());

        assertFalse(credentials.toString().contains("zanzibar"));
    }

    @Test
    void refusesANameThatWouldEndItsQuotes() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Credentials(OWNER, "bob\", realm=\"x", "p", Optional.empty()));
    }

    @Test
    void knowsChallengesByTheirStatus() {
        assertEquals(Optional.of(Challenger.USER_AGENT), Challenger.of(401));
        assertEquals(Optional.of(Challenger.PROXY), Challenger.of(407));
        assertEquals(Optional.empty(), Challenger.of(403));
    }

    private static DigestClient client(Optional<String> realm) {
        return new DigestClient(new Credentials(OWNER, "bob", "zanzibar", realm), new Random(1));
    }

    private static Challenge challenge(String nonce, DigestAlgorithm algorithm, boolean stale) {
        return new Challenge(
                "biloxi.com",
                nonce,
                Optional.of("5ccc069c"),
                stale,
                algorithm,
                Set.of(Qop.AUTH, Qop.AUTH_INT));
    }

    private Answer answer(Challenge challenge, Rounds rounds) {
        return client.answer(OWNER, Challenger.USER_AGENT, List.of(challenge), INVITE, rounds);
    }

    private static Answer.Retry retry(Answer answer) {
        return assertInstanceOf(Answer.Retry.class, answer);
    }

    private static Reason refusal(Answer answer) {
        return assertInstanceOf(Answer.GiveUp.class, answer).reason();
    }

    private static Authorization proof(Answer answer) throws Exception {
        return authorization(retry(answer).proofs());
    }

    private static Authorization authorization(List<DigestClient.Proof> proofs) throws Exception {
        return Authorization.parse(proofs.getFirst().value()).orElseThrow();
    }
}
