package org.ringdown.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures in offers and answers: VP8 (RFC 7741), H.264 (RFC 6184 §8.2.2), feedback (RFC 4585), what is sent anew (RFC 4588). */
class PicturesOfferAnswerTest {
    private static final List<Codec> PICTURES = List.of(Codec.VP8, Codec.H264, Codec.H264_SINGLE);
    private static final List<String> FEEDBACK = List.of("nack", "nack pli", "ccm fir");

    @Test
    void answersAPageWithPicturesAndWhatIsSentAnew() {
        var answer = answered(Samples.JSEP_OFFER_A1);

        assertThat(answer.toString())
                .contains("a=group:BUNDLE a1 v1\r\n")
                .contains("m=video 3478 UDP/TLS/RTP/SAVPF 100 101 102 103\r\n")
                .contains("a=rtpmap:100 VP8/90000\r\n")
                .contains("a=rtcp-fb:100 nack\r\n")
                .contains("a=rtcp-fb:100 nack pli\r\n")
                .contains("a=rtcp-fb:100 ccm fir\r\n")
                .doesNotContain("a=rtcp-fb:101")
                .contains("a=fmtp:101 packetization-mode=1;profile-level-id=42e01f\r\n")
                .contains("a=rtpmap:102 rtx/90000\r\na=fmtp:102 apt=100\r\n")
                .contains(
                        "a=msid:call camera\r\na=ssrc:8 cname:ringdown\r\na=ssrc:9 cname:ringdown\r\n")
                .contains("a=ssrc-group:FID 8 9\r\n");
    }

    @Test
    void agreesToNoFeedbackThatWeDoNotGive() {
        var offer =
                Samples.JSEP_OFFER_A1.replace(
                        "a=rtcp-fb:100 nack\n", "a=rtcp-fb:100 transport-cc\n");

        assertThat(answered(offer).toString())
                .doesNotContain("transport-cc")
                .contains("a=rtcp-fb:100 nack pli\r\n");
    }

    /** The mode must match, the profile is the offer's, and its level is lowered to ours unless each side may have its own. */
    @ParameterizedTest
    @CsvSource({
        "packetization-mode=1;profile-level-id=42e01f, packetization-mode=1;profile-level-id=42e01f",
        "packetization-mode=1;profile-level-id=42801f, packetization-mode=1;profile-level-id=42801f",
        "packetization-mode=1;profile-level-id=42e00a, packetization-mode=1;profile-level-id=42e00a",
        "packetization-mode=1;profile-level-id=42E034, packetization-mode=1;profile-level-id=42e01f",
        "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e034,"
                + " level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
        "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e00a,"
                + " level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
        "profile-level-id=42e01f, packetization-mode=0;profile-level-id=42e01f",
        "packetization-mode=0, packetization-mode=0;profile-level-id=42000a",
        "packetization-mode=2;profile-level-id=42e01f, -",
        "packetization-mode=1;profile-level-id=640c1f, -",
        "packetization-mode=1;profile-level-id=nonsense, -",
        "packetization-mode=x;profile-level-id=42e01f, -",
    })
    void answersH264(String offered, String answered) {
        var offer =
                phone(
                        "m=video 50000 RTP/AVP 97\na=rtpmap:97 H264/90000\na=fmtp:97 "
                                + offered
                                + "\n");

        assertThat(
                        video(RtpAnswerer.answer(offer, us())).stream()
                                .flatMap(line -> line.every("fmtp").stream())
                                .collect(Collectors.joining()))
                .isEqualTo(answered.equals("-") ? "" : "97 " + answered);
    }

    @Test
    void takesTheVerySameProfileBeforeOneOfItsFamily() {
        var offer =
                Samples.JSEP_OFFER_A1
                        .replace("SAVPF 100 101 102 103", "SAVPF 105 101")
                        .replace(
                                "a=rtpmap:101",
                                "a=rtpmap:105 H264/90000\n"
                                        + "a=fmtp:105 packetization-mode=1;profile-level-id=42001f\n"
                                        + "a=rtpmap:101");

        assertThat(answered(offer).toString()).contains("m=video 3478 UDP/TLS/RTP/SAVPF 101\r\n");
    }

    @Test
    void offersPicturesAndReadsWhatIsTakenOfThem() {
        var offer = RtpOfferer.offer(us());
        assertThat(offer.toString())
                .contains("m=video 40002 RTP/AVP 110 111 112\r\n")
                .contains("a=rtcp-fb:111 nack pli\r\n")
                .contains(
                        "a=fmtp:112 level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=42e01f\r\n");
        var answer =
                phone(
                        "m=video 50000 RTP/AVP 99\nb=TIAS:512000\na=rtpmap:99 H264/90000\n"
                                + "a=fmtp:99 profile-level-id=42801f\na=rtcp-fb:* ccm fir\n");

        var read = (RtpAgreement) RtpOfferer.read(offer, answer);

        var video = read.streams().getLast();
        assertThat(video.bitrate()).isEqualTo(OptionalLong.of(512_000));
        assertThat(video.media().kind()).isEqualTo("video");
        assertThat(video.media().codecs())
                .singleElement()
                .satisfies(agreed -> {
                    assertThat(agreed.sendType()).isEqualTo(99);
                    assertThat(agreed.receiveType()).as("mode 0").isEqualTo(112);
                    assertThat(agreed.feedback()).containsExactly("ccm fir");
                });
    }

    @Test
    void soundGoesOnWherePicturesAreDeclined() {
        var answer = phone("m=video 0 RTP/AVP 110\n");

        var read = (RtpAgreement) RtpOfferer.read(RtpOfferer.offer(us()), answer);

        assertThat(read.streams())
                .singleElement()
                .matches(stream -> stream.media().kind().equals("audio"));
    }

    @ParameterizedTest
    @CsvSource({"b=AS:500, 500000", "b=TIAS:64000, 64000", "b=CT:500, -1", "b=AS:0, -1"})
    void readsWhatTheFarEndWants(String line, long bitrate) {
        var offer = phone("m=video 50000 RTP/AVP 97\n" + line + "\na=rtpmap:97 VP8/90000\n");

        assertThat(offer.sections().getLast().bitrate().orElse(-1)).isEqualTo(bitrate);
    }

    private static SessionDescription answered(String offer) {
        var page = Samples.toPage();
        var source =
                new WebRtcSource(
                        8, OptionalLong.of(9), "ringdown", new Msid("call", Optional.of("camera")));
        var video = new WebRtcMedia("video", Direction.SENDRECV, PICTURES, FEEDBACK, source);
        var us =
                new WebRtcEndpoint(
                        page.origin(),
                        page.ice(),
                        page.candidates(),
                        page.fingerprint(),
                        page.extensions(),
                        List.of(page.media().getFirst(), video));
        // RFC 8829 §7.1 offers bundles of which each line could stand alone; all are taken on one
        // transport.
        return ((WebRtcAgreement) WebRtcAnswerer.answer(Samples.parse(offer), us)).answer();
    }

    private static RtpEndpoint us() {
        var audio = Samples.toPhone(Samples.VOICE);
        var video = RtpMedia.video(40002, PayloadType.pictures(PICTURES, FEEDBACK));
        return new RtpEndpoint(
                audio.origin(), audio.connection(), List.of(audio.media().getFirst(), video));
    }

    private static List<MediaDescription> video(RtpOutcome outcome) {
        return ((RtpAgreement) outcome)
                .local().media().stream()
                        .filter(line -> line.kind().equals("video") && line.port() != 0)
                        .toList();
    }

    private static SessionDescription phone(String video) {
        return Samples.parse(
                """
                v=0
                o=bob 1 1 IN IP4 192.0.2.9
                s=-
                c=IN IP4 192.0.2.9
                t=0 0
                m=audio 49170 RTP/AVP 8
                """
                        + video);
    }
}
