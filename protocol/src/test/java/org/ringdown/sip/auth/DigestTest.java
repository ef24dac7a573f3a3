package org.ringdown.sip.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.ringdown.sip.Body;

/** The worked examples of RFC 7616 §3.9, RFC 2617 §3.5 and, with SIP's URIs, draft-smith-sipping-auth-examples-01 §3. */
class DigestTest {
    private static final Digest.Freshness FRESH_7616 =
            new Digest.Freshness(
                    "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
                    1,
                    "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");
    private static final Digest.Freshness FRESH_2617 =
            new Digest.Freshness("dcd98b7102dd2f0e8b11d0f600bfb0c093", 1, "0a4f113b");
    private static final Digest.Subject PAGE = Digest.Subject.of("GET", "/dir/index.html");
    private static final Digest.Subject CALL = Digest.Subject.of("INVITE", "sip:bob@biloxi.com");

    @Test
    void hashesTheExampleOfRfc7616WithSha256() {
        assertEquals(
                "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
                mufasa(DigestAlgorithm.SHA_256));
    }

    @Test
    void hashesTheExampleOfRfc7616WithMd5() {
        assertEquals("8ca523f5e9506fed4657c9700eebdbec", mufasa(DigestAlgorithm.MD5));
    }

    /** §3.9.2 with the value of erratum 4897: the RFC printed a truncated SHA-512 where it means SHA-512/256. */
    @Test
    void hashesNamesBeyondAsciiWithSha512256() {
        var algorithm = DigestAlgorithm.SHA_512_256;
        var ha1 =
                Digest.ha1(algorithm, "J\u00e4s\u00f8n Doe", "api@example.org", "Secret, or not?");
        var fresh =
                new Digest.Freshness(
                        "5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK",
                        1,
                        "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v");

        assertEquals(
                "3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5",
                Digest.response(
                        algorithm, ha1, fresh, Qop.AUTH, Digest.Subject.of("GET", "/doe.json")));
    }

    @Test
    void hashesTheExampleOfRfc2617() {
        var ha1 = Digest.ha1(DigestAlgorithm.MD5, "Mufasa", "testrealm@host.com", "Circle Of Life");

        assertEquals("939e7578ed9e3c518a452acee763bce9", ha1);
        assertEquals(
                "6629fae49393a05397450978507c4ef1",
                Digest.response(DigestAlgorithm.MD5, ha1, FRESH_2617, Qop.AUTH, PAGE));
    }

    @Test
    void hashesAsRfc2069DidWhereNoProtectionWasOffered() {
        assertEquals("bf57e4e0d0bffc0fbaedce64d59add5e", bob(DigestAlgorithm.MD5, Qop.NONE, CALL));
    }

    @Test
    void hashesARequestOfSip() {
        assertEquals("89eb0059246c02b2f6ee02c7961d5ea3", bob(DigestAlgorithm.MD5, Qop.AUTH, CALL));
    }

    @Test
    void mixesBothNoncesIntoTheSecretOfASession() {
        assertEquals(
                "e4e4ea61d186d07a92c9e1f6919902e9", bob(DigestAlgorithm.MD5_SESS, Qop.AUTH, CALL));
    }

    @Test
    void hashesTheBodyAlong() {
        var withBody =
                new Digest.Subject(
                        "INVITE",
                        "sip:bob@biloxi.com",
                        Body.of(
                                """
                                v=0\r
                                o=bob 2890844526 2890844526 IN IP4 media.biloxi.com\r
                                s=-\r
                                c=IN IP4 media.biloxi.com\r
                                t=0 0\r
                                m=audio 49170 RTP/AVP 0\r
                                a=rtpmap:0 PCMU/8000\r
                                m=video 51372 RTP/AVP 31\r
                                a=rtpmap:31 H261/90000\r
                                m=video 53000 RTP/AVP 32\r
                                a=rtpmap:32 MPV/90000\r
                                """));

        assertEquals(
                "bdbeebb2da6adb6bca02599c2239e192",
                bob(DigestAlgorithm.MD5, Qop.AUTH_INT, withBody));
    }

    private static String mufasa(DigestAlgorithm algorithm) {
        var ha1 = Digest.ha1(algorithm, "Mufasa", "http-auth@example.org", "Circle of Life");
        return Digest.response(algorithm, ha1, FRESH_7616, Qop.AUTH, PAGE);
    }

    private static String bob(DigestAlgorithm algorithm, Qop qop, Digest.Subject subject) {
        var ha1 = Digest.ha1(algorithm, "bob", "biloxi.com", "zanzibar");
        return Digest.response(algorithm, ha1, FRESH_2617, qop, subject);
    }
}
