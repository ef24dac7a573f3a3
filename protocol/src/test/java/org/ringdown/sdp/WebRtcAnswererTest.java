package org.ringdown.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.sdp.Refusal.Reason;

/** Answers what Chromium, Firefox and RFC 8829 §7.1 offer, and refuses offers that lack what a page must bring. */
class WebRtcAnswererTest {
    private static final WebRtcEndpoint US = Samples.toPage();

    @Test
    void answersChromiumWithEveryCommonCodec() {
        var agreement = agreed(Samples.CHROMIUM_OFFER);

        assertThat(agreement.answer().toString())
                .isEqualTo(
                        """
                        v=0
                        o=- 11 1 IN IP4 192.0.2.1
                        s=-
                        t=0 0
                        a=ice-lite
                        a=ice-options:ice2
                        a=group:BUNDLE 0
                        m=audio 3478 UDP/TLS/RTP/SAVPF 8 0 9 111 126 110
                        c=IN IP4 192.0.2.1
                        a=mid:0
                        a=sendrecv
                        a=rtcp-mux
                        a=rtpmap:8 PCMA/8000
                        a=rtpmap:0 PCMU/8000
                        a=rtpmap:9 G722/8000
                        a=rtpmap:111 opus/48000/2
                        a=fmtp:111 minptime=10;useinbandfec=1
                        a=rtpmap:126 telephone-event/8000
                        a=fmtp:126 0-16
                        a=rtpmap:110 telephone-event/48000
                        a=fmtp:110 0-16
                        a=msid:call voice
                        a=ssrc:7 cname:ringdown
                        a=ice-ufrag:ours
                        a=ice-pwd:0123456789abcdefghijkl
                        a=fingerprint:sha-256 %s
                        a=setup:passive
                        a=candidate:1 1 udp 2130706431 192.0.2.1 3478 typ host
                        a=candidate:2 1 tcp 2124414975 192.0.2.1 3478 typ host tcptype passive
                        a=end-of-candidates
                        m=video 0 UDP/TLS/RTP/SAVPF 96 97 102 103
                        c=IN IP4 0.0.0.0
                        a=mid:1
                        a=inactive
                        """
                                .formatted(US.fingerprint().value())
                                .replace("\n", "\r\n"));
    }

    @Test
    void tellsWhatChromiumBrings() {
        var agreement = agreed(Samples.CHROMIUM_OFFER);

        assertThat(agreement.ice())
                .isEqualTo(new IceCredentials("cRm0", "chromiumPasswordOf24Ch+/"));
        assertThat(agreement.fingerprints())
                .extracting(Fingerprint::algorithm)
                .containsExactly("sha-256");
        assertThat(agreement.candidates()).isEmpty();
        var audio = agreement.media().getFirst();
        assertThat(agreement.media()).hasSize(1);
        assertThat(audio.line()).isZero();
        assertThat(audio.kind()).isEqualTo("audio");
        assertThat(audio.mid()).contains("0");
        assertThat(audio.direction()).isEqualTo(Direction.SENDRECV);
        assertThat(audio.extensions()).isEmpty();
        assertThat(audio.codec().codec()).isEqualTo(Codec.PCMA);
        assertThat(audio.codecs())
                .extracting(AgreedCodec::sendType)
                .containsExactly(8, 0, 9, 111, 126, 110);
        assertThat(audio.telephoneEvent(48000).map(AgreedCodec::receiveType)).contains(110);
        assertThat(audio.codecs().get(3).codec().parameter("minptime")).contains("10");
    }

    @Test
    void answersFirefoxWithTheKeysItHas() {
        var agreement = agreed(Samples.FIREFOX_OFFER);
        var audio = agreement.media().getFirst();

        assertThat(agreement.answer().media().getFirst().formats())
                .containsExactly("8", "0", "9", "109", "101");
        assertThat(audio.telephoneEvent(8000)).isPresent();
        assertThat(audio.telephoneEvent(48000)).isEmpty();
        assertThat(agreement.ice().ufrag()).isEqualTo("f1efa000");
        assertThat(agreement.fingerprints()).hasSize(1); // the session's
    }

    @Test
    void answersTheOfferOfJsep() {
        var agreement = agreed(Samples.JSEP_OFFER_A1);

        assertThat(agreement.answer().media().getFirst().formats())
                .containsExactly("8", "0", "96", "97", "98");
        assertThat(agreement.answer().media().getFirst().port()).isEqualTo(3478);
        assertThat(agreement.answer().media().getLast().port()).isZero();
        assertThat(agreement.answer().first("group")).contains("BUNDLE a1");
        assertThat(agreement.candidates()).hasSize(2);
    }

    @Test
    void answersNoFeedbackItDoesNotSend() {
        for (var offer : List.of(Samples.CHROMIUM_OFFER, Samples.FIREFOX_OFFER)) {
            assertThat(agreed(offer).answer().toString())
                    .doesNotContain("rtcp-fb", "transport-cc", "extmap", "rtcp-rsize");
        }
    }

    @Test
    void acceptsTheHeaderExtensionsItKnows() {
        var mid = "urn:ietf:params:rtp-hdrext:sdes:mid";
        var csrcLevel = "urn:ietf:params:rtp-hdrext:csrc-audio-level";
        var us =
                new WebRtcEndpoint(
                        US.origin(),
                        US.ice(),
                        US.candidates(),
                        US.fingerprint(),
                        Set.of(mid, csrcLevel),
                        US.media());

        var agreement = agreed(Samples.FIREFOX_OFFER, us);

        assertThat(agreement.media().getFirst().extensions())
                .containsExactly(
                        new Extmap(2, Optional.of(Direction.SENDONLY), csrcLevel),
                        new Extmap(3, Optional.empty(), mid));
        assertThat(agreement.answer().toString())
                .contains("a=extmap:2/sendonly " + csrcLevel + "\r\na=extmap:3 " + mid + "\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "sendrecv, SENDRECV, SENDRECV",
        "sendonly, SENDRECV, RECVONLY",
        "recvonly, SENDRECV, SENDONLY",
        "inactive, SENDRECV, INACTIVE",
        "sendrecv, RECVONLY, RECVONLY",
        "recvonly, RECVONLY, INACTIVE",
    })
    void narrowsTheDirectionToWhatBothWant(String offered, Direction ours, Direction agreed) {
        var offer = Samples.CHROMIUM_OFFER.replace("a=sendrecv", "a=" + offered);
        var audio = US.media().getFirst();
        var media = new WebRtcMedia("audio", ours, audio.codecs(), audio.source());

        var agreement = agreed(offer, with(List.of(media)));

        assertThat(agreement.media().getFirst().direction()).isEqualTo(agreed);
        assertThat(agreement.answer().toString().contains("a=ssrc:")).isEqualTo(agreed.sends());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a=rtcp-mux                | a=x                | NO_RTCP_MUX
                    a=ice-ufrag:              | a=x:               | NO_ICE
                    a=ice-pwd:                | a=ice-pwd::        | NO_ICE
                    a=fingerprint:sha-256     | a=fingerprint:md5  | NO_FINGERPRINT
                    a=setup:actpass           | a=setup:passive    | DTLS_ROLE
                    a=setup:actpass           | a=setup:holdconn   | DTLS_ROLE
                    m=audio 9                 | m=audio 0          | SWITCHED_OFF
                    UDP/TLS/RTP/SAVPF         | RTP/AVP            | UNSUPPORTED_TRANSPORT
                    m=audio                   | m=sound            | NO_MEDIA
                    SAVPF 111 63 9 0 8 13     | SAVPF 63 13        | NO_COMMON_CODEC
                    """)
    void refusesAnOfferThatLacksSomething(String part, String replacement, Reason reason) {
        var offer = Samples.CHROMIUM_OFFER.replace(part, replacement);

        assertThat(WebRtcAnswerer.answer(Samples.parse(offer), US)).isEqualTo(new Refusal(reason));
    }

    @Test
    void acceptsAnOfferWhoseSenderTakesTheActiveRole() {
        var active = Samples.CHROMIUM_OFFER.replace("a=setup:actpass", "a=setup:active");
        var unstated = Samples.CHROMIUM_OFFER.replace("a=setup:actpass\n", "");

        assertThat(agreed(active).answer().toString()).contains("a=setup:passive");
        assertThat(agreed(unstated).answer().toString()).contains("a=setup:passive");
    }

    @Test
    void keepsForeignLinesInPlace() {
        var offer =
                Samples.CHROMIUM_OFFER.replace(
                        "m=audio",
                        """
                        m=application 9 UDP/DTLS/SCTP webrtc-datachannel
                        a=mid:data
                        m=text 9 UDP/TLS/RTP/SAVPF 98
                        m=hologram 9 LIGHT *
                        m=audio\
                        """);

        var agreement = agreed(offer);

        assertThat(agreement.answer().media())
                .extracting(MediaDescription::kind)
                .containsExactly("application", "text", "hologram", "audio", "video");
        assertThat(agreement.answer().media())
                .extracting(MediaDescription::port)
                .containsExactly(0, 0, 0, 3478, 0);
        assertThat(agreement.answer().media().getFirst().formats())
                .containsExactly("webrtc-datachannel");
        assertThat(agreement.answer().first("group")).contains("BUNDLE 0");
        assertThat(agreement.media().getFirst().line()).isEqualTo(3);
    }

    @Test
    void acceptsOneLineForEachMediumItHas() {
        var offer = Samples.CHROMIUM_OFFER + "m=audio 9 UDP/TLS/RTP/SAVPF 0\n";

        assertThat(agreed(offer).answer().media())
                .extracting(MediaDescription::port)
                .containsExactly(3478, 0, 0);
    }

    /** RFC 8843 §7: a bundled line without ICE and DTLS attributes rides on the first one's transport. */
    @Test
    void bundlesFurtherMediaOntoTheFirst() {
        var offer =
                """
                v=0
                o=- 1 1 IN IP4 0.0.0.0
                a=group:BUNDLE a1 a2
                m=audio 9 UDP/TLS/RTP/SAVPF 0
                a=mid:a1
                a=rtcp-mux
                a=ice-ufrag:abcd
                a=ice-pwd:0123456789abcdefghijkl
                a=fingerprint:sha-256 %s
                a=setup:actpass
                m=audio 0 UDP/TLS/RTP/SAVPF 0
                a=bundle-only
                a=mid:a2
                a=rtcp-mux
                """
                        .formatted(US.fingerprint().value());
        var two = with(List.of(US.media().getFirst(), US.media().getFirst()));

        var agreement = agreed(offer, two);

        assertThat(agreement.media())
                .extracting(media -> media.mid().orElseThrow())
                .containsExactly("a1", "a2");
        assertThat(agreement.answer().first("group")).contains("BUNDLE a1 a2");
        assertThat(agreement.answer().media().getLast().port()).isEqualTo(3478);
        assertThat(
                        agreed(offer.replace("BUNDLE a1 a2", "BUNDLE a1"), two)
                                .answer()
                                .media()
                                .getLast()
                                .port())
                .isZero();
        assertThat(
                        WebRtcAnswerer.answer(
                                Samples.parse(offer.replace("m=audio 9", "m=video 9")), two))
                .isEqualTo(new Refusal(Reason.NOT_BUNDLED));
    }

    @Test
    void answersWithoutAGroupWhereNoneIsOffered() {
        var offer =
                Samples.CHROMIUM_OFFER.replace("a=group:BUNDLE 0 1\n", "").replace("a=mid:0\n", "");

        var agreement = agreed(offer);

        assertThat(agreement.answer().has("group")).isFalse();
        assertThat(agreement.media().getFirst().mid()).isEmpty();
    }

    @Test
    void namesNoAddressWhereItHasNoUdpCandidate() {
        var us =
                new WebRtcEndpoint(
                        US.origin(), US.ice(), List.of(), US.fingerprint(), Set.of(), US.media());

        assertThat(agreed(Samples.CHROMIUM_OFFER, us).answer().toString())
                .contains("m=audio 9 UDP/TLS/RTP/SAVPF", "\r\nc=IN IP4 0.0.0.0\r\na=mid:0");
    }

    @Test
    void writesAnAnswerThatReadsAsItself() {
        for (var offer : Samples.all()) {
            if (WebRtcAnswerer.answer(Samples.parse(offer), US) instanceof WebRtcAgreement made) {
                assertThat(Samples.parse(made.answer().toString())).isEqualTo(made.answer());
            }
        }
    }

    private static WebRtcEndpoint with(List<WebRtcMedia> media) {
        return new WebRtcEndpoint(
                US.origin(), US.ice(), US.candidates(), US.fingerprint(), US.extensions(), media);
    }

    private static WebRtcAgreement agreed(String offer) {
        return agreed(offer, US);
    }

    private static WebRtcAgreement agreed(String offer, WebRtcEndpoint us) {
        return switch (WebRtcAnswerer.answer(Samples.parse(offer), us)) {
            case WebRtcAgreement agreement -> agreement;
            case Refusal refusal -> throw new AssertionError(refusal);
        };
    }
}
