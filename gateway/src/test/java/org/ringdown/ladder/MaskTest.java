package org.ringdown.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What must never be kept is masked, and what explains a call stays. */
class MaskTest {
    private static final String KEY = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";

    @Test
    void proofsOfAPasswordAreMaskedAndWhatExplainsARefusalStays() {
        var masked =
                masked(
                        "INVITE sip:bob@b.example SIP/2.0",
                        "Authorization: Digest username=\"alice\", realm=\"pbx\",",
                        " nonce=\"n0nce\", response=\"00112233445566778899aabbccddeeff\",",
                        "  cnonce=\"c0ffee\", qop=auth, algorithm=MD5",
                        "Proxy-Authorization : Digest response=feedface, username=\"alice\"",
                        "Authentication-Info: rspauth=\"d00d\", nextnonce=\"n2\"",
                        "",
                        "");

        assertThat(masked)
                .contains("username=\"alice\"", "realm=\"pbx\"", "nonce=\"n0nce\"", "algorithm=MD5")
                .contains("response=\"********************************\"")
                .contains("nextnonce=\"n2\"")
                .doesNotContain("00112233", "c0ffee", "feedface", "d00d");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Authorization: Basic YWxpY2U6c2VjcmV0      | YWxpY2U6c2VjcmV0
                    Authorization: Bearer eyJhbGciOi.J9.x       | eyJhbGciOi
                    AUTHORIZATION:Digest response = "secret1"   | secret1
                    Contact: <sip:alice:hunter2@a.example>      | hunter2
                    From: "x" <sips:alice:hunter2@a.example>    | hunter2
                    """)
    void noFormOfASecretInAHeaderStays(String header, String secret) {
        assertThat(masked("REGISTER sip:b.example SIP/2.0", header, "", ""))
                .doesNotContain(secret)
                .contains("***");
    }

    @Test
    void addressesWithoutAPasswordStayAsTheyAre() {
        var message =
                text(
                        "INVITE sip:bob@b.example:5061 SIP/2.0",
                        "Contact: <sip:alice@192.0.2.1:5060;transport=tcp>",
                        "Route: <sip:192.0.2.9:5070;lr>, <sip:edge@192.0.2.8>",
                        "",
                        "");

        assertThat(masked(message)).isEqualTo(message);
    }

    @Test
    void keysOfMediaAreMaskedInADescription() {
        var masked =
                masked(
                        "SIP/2.0 200 OK",
                        "c: application/sdp",
                        "",
                        "v=0",
                        "m=audio 4000 RTP/SAVP 8",
                        "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:"
                                + KEY
                                + "|2^20|1:4 FEC_ORDER=x",
                        "a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:" + KEY + ";inline:" + KEY,
                        "a=ice-ufrag:abcd",
                        "a=ice-pwd:asd88fgpdd777uzjYhagZg",
                        "k=base64:c2VjcmV0",
                        "a=fingerprint:sha-256 AB:CD",
                        "");

        assertThat(masked)
                .doesNotContain(KEY, "asd88fgpdd777uzjYhagZg", "c2VjcmV0")
                .contains("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:****")
                .contains(" FEC_ORDER=x", "a=ice-ufrag:abcd", "a=fingerprint:sha-256 AB:CD");
    }

    @ParameterizedTest
    @CsvSource({
        "application/dtmf-relay, Signal=5",
        "application/dtmf, 5",
        "text/plain, my pin is 1234",
        "application/vnd.example, whatever"
    })
    void bodiesThatAreNoDescriptionAreNotKept(String type, String body) {
        var masked =
                masked(
                        "INFO sip:b.example SIP/2.0",
                        "Content-Type: " + type,
                        "Content-Length: " + body.length(),
                        "",
                        body);

        assertThat(masked).endsWith("\r\n\r\n" + "*".repeat(body.length()));
    }

    @Test
    void thePagesDescriptionsAreMaskedToo() {
        var masked =
                new String(Mask.sdp("v=0\r\na=ice-pwd:secretsecret\r\n"), StandardCharsets.UTF_8);

        assertThat(masked).isEqualTo("v=0\r\na=ice-pwd:************\r\n");
    }

    @Test
    void lengthsStayAndNothingBreaksItWhateverItHolds() {
        var seed = 5;
        var random = new Random(seed);
        var sample =
                text(
                        "INVITE sip:a:b@c SIP/2.0",
                        "Authorization: Digest response=\"x\"",
                        "Content-Type: application/sdp",
                        "",
                        "a=crypto:1 A inline:x",
                        "a=ice-pwd:y");
        for (int round = 0; round < 20_000; round++) {
            var bytes = sample.getBytes(StandardCharsets.UTF_8);
            int length = random.nextInt(bytes.length + 1);
            var cut = java.util.Arrays.copyOf(bytes, length);
            for (int i = 0; i < 4 && length > 0; i++) {
                cut[random.nextInt(length)] = (byte) " \r\n:\"=;,@sip\0".charAt(random.nextInt(13));
            }
            Mask.sip(cut);
            SipHead.of(cut);

            assertThat(cut).as("seed %d round %d", seed, round).hasSize(length);
        }
    }

    private static String text(String... lines) {
        return String.join("\r\n", lines);
    }

    private static String masked(String... lines) {
        return masked(text(lines));
    }

    private static String masked(String message) {
        var bytes = message.getBytes(StandardCharsets.UTF_8);
        Mask.sip(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
