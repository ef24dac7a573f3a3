package org.ringdown.sip.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.wire.MalformedException;

/** Reads the headers of RFC 7616 §3.9.1 and RFC 3261 §20.44, and refuses what is nearly one. */
class DigestHeaderTest {
    static final String CHALLENGE =
            """
            Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=SHA-256, \
            nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", \
            opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"\
            """;
    static final String AUTHORIZATION =
            """
            Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html", algorithm=MD5, \
            nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", nc=00000001, \
            cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", qop=auth, \
            response="8ca523f5e9506fed4657c9700eebdbec", \
            opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"\
            """;

    @Test
    void readsTheChallengeOfRfc7616() throws Exception {
        var challenge = Challenge.parse(CHALLENGE).orElseThrow();

        assertEquals("http-auth@example.org", challenge.realm());
        assertEquals("7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", challenge.nonce());
        assertEquals(
                Optional.of("FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"), challenge.opaque());
        assertEquals(DigestAlgorithm.SHA_256, challenge.algorithm());
        assertEquals(Set.of(Qop.AUTH, Qop.AUTH_INT), challenge.qops());
        assertEquals(false, challenge.stale());
    }

    @Test
    void readsTheAnswerOfRfc7616() throws Exception {
        var answer = Authorization.parse(AUTHORIZATION).orElseThrow();

        assertEquals("Mufasa", answer.username());
        assertEquals("/dir/index.html", answer.uri());
        assertEquals(Qop.AUTH, answer.qop());
        assertEquals(1, answer.fresh().count());
        assertEquals("8ca523f5e9506fed4657c9700eebdbec", answer.response());
    }

    @Test
    void writesWhatItReads() throws Exception {
        var challenge = Challenge.parse(CHALLENGE).orElseThrow();
        var answer = Authorization.parse(AUTHORIZATION).orElseThrow();

        assertEquals(Optional.of(challenge), Challenge.parse(challenge.write()));
        assertEquals(Optional.of(answer), Authorization.parse(answer.write()));
    }

    /** RFC 3261 §20.44, whose empty opaque is not an absent one. */
    @Test
    void readsTheChallengeOfRfc3261() throws Exception {
        var challenge =
                Challenge.parse(
                                """
                                Digest realm="atlanta.com", domain="sip:boxesbybob.com", qop="auth", \
                                nonce="f84f1cec41e6cbe5aea9c8e88d359", opaque="", stale=FALSE, algorithm=MD5\
                                """)
                        .orElseThrow();

        assertEquals(Optional.of(""), challenge.opaque());
        assertEquals(DigestAlgorithm.MD5, challenge.algorithm());
    }

    @Test
    void takesMd5AndNoProtectionWhereNoneIsNamed() throws Exception {
        var challenge = Challenge.parse("digest realm=\"a\",nonce=b").orElseThrow();

        assertEquals(DigestAlgorithm.MD5, challenge.algorithm());
        assertEquals(Qop.NONE, challenge.qop());
    }

    @Test
    void keepsEscapesAsTheyStand() throws Exception {
        var challenge =
                Challenge.parse("Digest realm=\"the \\\"lab\\\"\", nonce=\"n\"").orElseThrow();

        assertEquals("the \\\"lab\\\"", challenge.realm());
        assertEquals(Optional.of(challenge), Challenge.parse(challenge.write()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Basic Zm9vOmJhcg==
                    Digest realm="a", nonce="b", algorithm=SHA3-512
                    Digest realm="a", nonce="b", qop="auth-conf"
                    """)
    void leavesAloneWhatIsNotForUs(String value) throws Exception {
        assertEquals(Optional.empty(), Challenge.parse(value));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    Digest                            | no parameter name at character 6 of a Digest header (RFC 3261 §25.1)
                    Digest realm                      | no = after a parameter name at character 12 of a Digest header (RFC 3261 §25.1)
                    Digest realm=                     | no parameter value at character 13 of a Digest header (RFC 3261 §25.1)
                    Digest realm="a                   | no closing quote at character 15 of a Digest header (RFC 3261 §25.1)
                    Digest realm="a\\"                | no closing quote at character 17 of a Digest header (RFC 3261 §25.1)
                    Digest realm="a" nonce="b"        | more than parameters at character 17 of a Digest header (RFC 3261 §25.1)
                    Digest realm="a", Realm="b"       | a parameter twice at character 27 of a Digest header (RFC 3261 §25.1)
                    Digest realm="a"                  | no nonce in a Digest header (RFC 3261 §25.1)
                    """)
    void saysWhatIsWrongAndWhere(String value, String complaint) {
        var refusal = assertThrows(MalformedException.class, () -> Challenge.parse(value));
        assertEquals(complaint, refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"0000001", "000000001", "0000000g", "00000000", "ffffffff", "-0000001"})
    void refusesACountThatIsNone(String nc) {
        assertThrows(
                MalformedException.class,
                () -> Authorization.parse(AUTHORIZATION.replace("00000001", nc)));
    }

    @Test
    void refusesALineFeedBehindABackslash() {
        assertThrows(
                MalformedException.class,
                () -> Challenge.parse("Digest realm=\"a\\\nb\", nonce=\"n\""));
    }

    @Test
    void boundsTheNumberOfParameters() throws Exception {
        assertTrue(DigestHeader.parse("Digest " + parameters(32)).isPresent());
        assertThrows(
                MalformedException.class, () -> DigestHeader.parse("Digest " + parameters(33)));
    }

    @Test
    void neverTakesATruncatedChallengeForTheWhole() throws Exception {
        var whole = Challenge.parse(CHALLENGE);
        for (int size = 0; size < CHALLENGE.length(); size++) {
            var cut = CHALLENGE.substring(0, size);
            var read = orEmptyWhenMalformed(cut);
            assertTrue(read.isEmpty() || !read.equals(whole), cut);
        }
    }

    @Test
    void survivesMutationsAndWritesBackWhatItAccepted() throws Exception {
        var random = new Random(7616);
        for (var seed : List.of(CHALLENGE, AUTHORIZATION)) {
            for (int round = 0; round < 20_000; round++)
                DigestHeaderFuzzTest.roundTrip(mutate(seed, random));
        }
    }

    private static Optional<Challenge> orEmptyWhenMalformed(String value) {
        try {
            return Challenge.parse(value);
        } catch (MalformedException _) {
            return Optional.empty();
        }
    }

    private static String mutate(String seed, Random random) {
        var text = new StringBuilder(seed);
        for (int change = random.nextInt(1, 5); change > 0; change--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, (char) random.nextInt(0x100));
                case 1 -> text.deleteCharAt(at);
                default -> text.insert(at, "\",= \\".charAt(random.nextInt(5)));
            }
        }
        return text.toString();
    }

    private static String parameters(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "p" + i + "=v")
                .collect(Collectors.joining(", "));
    }
}
