package org.ringdown.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.sdp.Refusal.Reason;

/** Offers and answers protected RTP: keys in the description (RFC 4568), handshakes (RFC 5763), and what browsers ask of a SIP peer. */
class SecureOfferAnswerTest {
    private static final String KEY = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz"; // RFC 4568 §7.1's
    private static final String PRINT = "a=fingerprint:sha-256 " + "AB:".repeat(31) + "AB~";
    private static final RtpEndpoint US = Samples.toSecurePhone(List.of(Codec.OPUS, Codec.PCMA));

    // Keys in the description.

    @ParameterizedTest
    @ValueSource(strings = {"RTP/SAVP", "RTP/SAVPF", "RTP/AVP", "RTP/AVPF"})
    void aKeyIsTakenAndAnsweredUnderItsTagAndProtocol(String protocol) {
        var agreement =
                answer(
                        "m=audio 4000 %s 8~a=crypto:7 AES_CM_128_HMAC_SHA1_80 inline:%s~",
                        protocol, KEY);

        assertThat(agreement.local().toString())
                .contains("m=audio 40000 " + protocol + " 8\r\n")
                .contains("a=crypto:7 AES_CM_128_HMAC_SHA1_80 inline:" + "A".repeat(40) + "\r\n");
        var sdes = (RtpProtection.Sdes) agreement.streams().getFirst().protection();
        assertThat(sdes.theirs().tag()).isEqualTo(7);
        assertThat(sdes.theirs().key().keyAndSalt().remaining()).isEqualTo(30);
    }

    @Test
    void theFirstUsableKeyOfAnOfferIsTaken() {
        var agreement =
                answer(
                        "m=audio 4000 RTP/SAVP 8~"
                                + "a=crypto:1 AES_256_CM_HMAC_SHA1_80 inline:%1$sAAAAAAAAAAAAAAAAAAAAAA==~"
                                + "a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:%1$s~"
                                + "a=crypto:3 AES_CM_128_HMAC_SHA1_80 inline:%1$s~",
                        KEY);

        assertThat(agreement.local().toString()).contains("a=crypto:2 AES_CM_128_HMAC_SHA1_32 ");
    }

    @ParameterizedTest
    @CsvSource({
        "AES_CM_128_HMAC_SHA1_80 inline:%s|2^20,                true",
        "AES_CM_128_HMAC_SHA1_80 inline:%s|2^48,                true",
        "AES_CM_128_HMAC_SHA1_80 inline:%s|1048576,             true",
        "aes_cm_128_hmac_sha1_80 inline:%s,                     true",
        "AES_CM_128_HMAC_SHA1_80 inline:%s KDR=0 WSH=64 -x=1,   true",
        "AES_CM_128_HMAC_SHA1_80 inline:%s|2^19,                false",
        "AES_CM_128_HMAC_SHA1_80 inline:%s|2^49,                false",
        "AES_CM_128_HMAC_SHA1_80 inline:%s|2^20|66:4,           false",
        "AES_CM_128_HMAC_SHA1_80 inline:%1$s;inline:%1$s,       false",
        "AES_CM_128_HMAC_SHA1_80 inline:AAAA,                   false",
        "AES_CM_128_HMAC_SHA1_80 inline:%s UNENCRYPTED_SRTCP,   false",
        "AES_CM_128_HMAC_SHA1_80 inline:%s UNAUTHENTICATED_SRTP,false",
        "AES_CM_128_HMAC_SHA1_80 inline:%s KDR=16,              false",
        "AES_CM_128_HMAC_SHA1_80 inline:%s FEC_ORDER=FEC_SRTP,  false",
        "F8_128_HMAC_SHA1_80 inline:%s,                         false",
    })
    void aKeyIsUsableWhereItLastsAndAsksNothingThatWeDoNotDo(String crypto, boolean usable) {
        var offer = peer("m=audio 4000 RTP/SAVP 8~a=crypto:1 " + crypto.formatted(KEY) + "~");

        var outcome = RtpAnswerer.answer(offer, US);

        if (usable) assertThat(outcome).isInstanceOf(RtpAgreement.class);
        else assertThat(outcome).isEqualTo(new Refusal(Reason.NO_KEYS));
    }

    @Test
    void withoutAUsableKeyWhatWasOptionalIsPlain() {
        var agreement =
                answer("m=audio 4000 RTP/AVP 8~a=crypto:1 F8_128_HMAC_SHA1_80 inline:%s~", KEY);

        assertThat(agreement.streams().getFirst().protection()).isEqualTo(RtpProtection.PLAIN);
        assertThat(agreement.local().toString()).doesNotContain("crypto");
    }

    @Test
    void ourOfferOfKeysHasOneForEachSuite() {
        assertThat(RtpOfferer.offer(US, RtpProposal.SDES).toString())
                .contains("m=audio 40000 RTP/SAVP 96 8 97 101\r\n")
                .contains("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + "A".repeat(40) + "\r\n")
                .contains("a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:" + "A".repeat(40) + "\r\n")
                .contains("a=crypto:3 AEAD_AES_128_GCM inline:" + "A".repeat(38) + "==\r\n");
        assertThat(RtpOfferer.offer(US, RtpProposal.OPPORTUNISTIC).toString())
                .contains("m=audio 40000 RTP/AVP 96 8 97 101\r\n")
                .contains("a=crypto:1 ");
    }

    @ParameterizedTest
    @CsvSource({
        "SDES,          RTP/SAVP, a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:%s~, Sdes",
        "SDES,          RTP/SAVP, a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:%s~, NO_KEYS",
        "SDES,          RTP/SAVP, a=crypto:9 AES_CM_128_HMAC_SHA1_80 inline:%s~, NO_KEYS",
        "SDES,          RTP/AVP,  a=x~,                                          NO_KEYS",
        "OPPORTUNISTIC, RTP/AVP,  a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:%s~, Sdes",
        "OPPORTUNISTIC, RTP/SAVP, a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:%s~, Sdes",
        "OPPORTUNISTIC, RTP/AVP,  a=x~,                                          Plain",
        "PLAIN,         RTP/AVP,  a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:%s~, Plain",
        "PLAIN,         RTP/SAVP, a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:%s~, SECURE_TRANSPORT",
    })
    void anAnswerIsHeldToWhatWasOffered(
            RtpProposal proposal, String protocol, String attributes, String expected) {
        var answer = peer("m=audio 4000 " + protocol + " 8~" + attributes.formatted(KEY));

        assertThat(outcome(RtpOfferer.read(RtpOfferer.offer(US, proposal), answer)))
                .isEqualTo(expected);
    }

    // Handshakes.

    @ParameterizedTest
    @CsvSource({
        "a=setup:actpass~, false, passive",
        "a=setup:active~,  false, passive",
        "a=x~,             false, passive",
        "a=setup:passive~, true,  active",
    })
    void weWaitForTheHandshakeUnlessTheyDo(String setup, boolean active, String ours) {
        var agreement = answer("m=audio 4000 UDP/TLS/RTP/SAVP 8~" + PRINT + setup);

        var dtls = (RtpProtection.Dtls) agreement.streams().getFirst().protection();
        assertThat(dtls.active()).isEqualTo(active);
        assertThat(dtls.fingerprints()).hasSize(1);
        assertThat(agreement.local().toString())
                .contains("a=setup:" + ours + "\r\n")
                .contains("a=fingerprint:sha-256 AB:CD:")
                .doesNotContain("ice");
    }

    @ParameterizedTest
    @CsvSource({
        "UDP/TLS/RTP/SAVP, a=x~,                       NO_FINGERPRINT",
        "UDP/TLS/RTP/SAVP, a=fingerprint:sha-1 AB:AB~, NO_FINGERPRINT",
        "RTP/SAVP,         a=x~,                       NO_KEYS",
    })
    void withoutAnyKeyThereIsNoCall(String protocol, String attribute, Reason reason) {
        var offer = peer("m=audio 4000 " + protocol + " 8~" + attribute);

        assertThat(RtpAnswerer.answer(offer, US)).isEqualTo(new Refusal(reason));
    }

    @Test
    void aFarEndThatWantsNoAssociationNowIsRefused() {
        var offer = peer("m=audio 4000 UDP/TLS/RTP/SAVP 8~" + PRINT + "a=setup:holdconn~");

        assertThat(RtpAnswerer.answer(offer, US)).isEqualTo(new Refusal(Reason.DTLS_ROLE));
    }

    @ParameterizedTest
    @CsvSource({"active, false", "passive, true"})
    void ourOfferLeavesTheirAnswerTheChoiceOfRoles(String setup, boolean active) {
        var offer = RtpOfferer.offer(US, RtpProposal.DTLS);
        assertThat(offer.toString()).contains("UDP/TLS/RTP/SAVP ").contains("a=setup:actpass\r\n");

        var answer = peer("m=audio 4000 UDP/TLS/RTP/SAVP 8~" + PRINT + "a=setup:" + setup + "~");
        var agreement = (RtpAgreement) RtpOfferer.read(offer, answer);

        assertThat(agreement.streams().getFirst().protection())
                .isInstanceOfSatisfying(
                        RtpProtection.Dtls.class,
                        dtls -> assertThat(dtls.active()).isEqualTo(active));
    }

    // As browsers speak it.

    @Test
    void aBrowsersOfferIsAnsweredWithOneCodecIceAndAHandshakeInItsBundle() {
        var agreement = (RtpAgreement) RtpAnswerer.answer(Samples.parse(Samples.JSEP_OFFER_A1), US);

        assertThat(agreement.local().toString())
                .isEqualTo(
                        """
                        v=0
                        o=- 21 1 IN IP4 192.0.2.2
                        s=-
                        c=IN IP4 192.0.2.2
                        t=0 0
                        a=ice-lite
                        a=ice-options:ice2
                        a=group:BUNDLE a1
                        m=audio 40000 UDP/TLS/RTP/SAVPF 96 98
                        a=rtpmap:96 opus/48000/2
                        a=fmtp:96 minptime=10;useinbandfec=1
                        a=rtpmap:98 telephone-event/48000
                        a=fmtp:98 0-16
                        a=ptime:20
                        a=sendrecv
                        a=rtcp-mux
                        a=mid:a1
                        a=fingerprint:sha-256 %s
                        a=setup:passive
                        a=msid:ringdown audio
                        a=ice-ufrag:ours
                        a=ice-pwd:0123456789abcdefghijkl
                        a=candidate:1 1 udp 2130706431 192.0.2.2 40000 typ host
                        a=end-of-candidates
                        m=video 0 UDP/TLS/RTP/SAVPF 100 101 102 103
                        a=mid:v1
                        a=inactive
                        """
                                .formatted("AB" + ":CD".repeat(31))
                                .replace("\n", "\r\n"));
        var ice = agreement.streams().getFirst().ice().orElseThrow();
        assertThat(ice.credentials().ufrag()).isEqualTo("ETEn");
        assertThat(ice.lite()).isFalse();
        assertThat(ice.candidates()).hasSize(1);
    }

    @Test
    void offersThatBrowsersMakeAreAnswered() {
        for (var offer : List.of(Samples.CHROMIUM_OFFER, Samples.FIREFOX_OFFER)) {
            var agreement = (RtpAgreement) RtpAnswerer.answer(Samples.parse(offer), US);

            assertThat(agreement.streams().getFirst().protection())
                    .isInstanceOf(RtpProtection.Dtls.class);
            assertThat(agreement.streams().getFirst().ice()).isPresent();
            assertThat(agreement.local().toString()).contains("a=group:BUNDLE ");
        }
    }

    @Test
    void whereRtcpHasAPortOfItsOwnItIsTheSecondComponentOfIce() {
        var agreement =
                answer(
                        "m=audio 4000 RTP/AVP 8~a=ice-ufrag:abcd~a=ice-pwd:"
                                + "x".repeat(22)
                                + "~a=candidate:1 1 udp 1 192.0.2.9 4000 typ host~"
                                + "a=candidate:1 2 udp 1 192.0.2.9 4001 typ host~");

        assertThat(agreement.streams().getFirst().ice().orElseThrow().candidates()).hasSize(1);
        assertThat(agreement.local().toString())
                .contains("a=candidate:1 1 udp 2130706431 192.0.2.2 40000 typ host\r\n")
                .contains("a=candidate:1 2 udp 2130706430 192.0.2.2 40001 typ host\r\n");
    }

    @Test
    void toWhoeverIsLiteWeAreNot() {
        var media =
                "m=audio 4000 UDP/TLS/RTP/SAVPF 8~a=rtcp-mux~a=ice-ufrag:abcd~a=ice-pwd:"
                        + "x".repeat(22)
                        + "~a=candidate:1 1 udp 1 192.0.2.9 4000 typ host~"
                        + PRINT;
        var agreement =
                (RtpAgreement)
                        RtpAnswerer.answer(
                                Samples.parse(
                                        ("v=0~o=- 1 1 IN IP4 192.0.2.9~c=IN IP4 192.0.2.9~"
                                                        + "a=ice-lite~"
                                                        + media)
                                                .replace("~", "\n")),
                                US);

        assertThat(agreement.local().iceLite()).isFalse();
        assertThat(agreement.streams().getFirst().ice().orElseThrow().lite()).isTrue();
    }

    @Test
    void weOfferABrowserWhatItInsistsOn() {
        var offer = RtpOfferer.offer(US, RtpProposal.WEBRTC);

        assertThat(offer.toString())
                .contains("a=group:BUNDLE 0\r\na=ice-lite\r\n")
                .contains("m=audio 40000 UDP/TLS/RTP/SAVPF 96 8 97 101\r\n")
                .contains("a=rtcp-mux\r\n")
                .contains("a=setup:actpass\r\n")
                .contains("a=ice-ufrag:ours\r\n")
                .contains("a=mid:0\r\n")
                .contains("a=candidate:1 1 udp ");

        var answer =
                peer(
                        "m=audio 9 UDP/TLS/RTP/SAVPF 96~a=rtpmap:96 opus/48000/2~"
                                + PRINT
                                + "a=setup:active~a=rtcp-mux~a=mid:0~a=ice-ufrag:them~a=ice-pwd:"
                                + "y".repeat(22)
                                + "~");
        var stream = ((RtpAgreement) RtpOfferer.read(offer, answer)).streams().getFirst();
        assertThat(stream.ice().orElseThrow().credentials().ufrag()).isEqualTo("them");
        assertThat(stream.remote().rtcpMux()).isTrue();
    }

    private static String outcome(RtpOutcome outcome) {
        return switch (outcome) {
            case Refusal(var reason) -> reason.name();
            case RtpAgreement agreement ->
                    agreement.streams().getFirst().protection().getClass().getSimpleName();
        };
    }

    private static RtpAgreement answer(String media, Object... values) {
        return (RtpAgreement) RtpAnswerer.answer(peer(media.formatted(values)), US);
    }

    private static SessionDescription peer(String media) {
        return Samples.parse(
                "v=0\no=- 1 1 IN IP4 192.0.2.9\nc=IN IP4 192.0.2.9\n" + media.replace("~", "\n"));
    }
}
