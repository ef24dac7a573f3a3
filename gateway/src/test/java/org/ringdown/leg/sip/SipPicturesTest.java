package org.ringdown.leg.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.media.Pictures.Feedback;
import org.ringdown.picture.PictureCodecs;
import org.ringdown.sdp.Direction;

/** What a SIP leg says of pictures, and what it makes of the far end's word. */
class SipPicturesTest {
    private static final List<Codec> SOUND = List.of(Codec.PCMA);
    private static final InetAddress THERE = InetAddress.ofLiteral("192.0.2.9");

    @Test
    void offersPicturesOnAPortOfTheirOwn() throws Exception {
        var session = session(MediaPolicy.USUAL);
        var offer = session.offer(SOUND);
        assertThat(offer)
                .contains("m=audio 20000")
                .contains("m=video 20002 RTP/AVP 110 111 112\r\n");

        var agreed =
                session.read(
                        far(
                                "m=video 5006 RTP/AVP 98\r\nb=AS:256\r\na=rtpmap:98 VP8/90000\r\na=rtcp-fb:98 ccm fir\r\n"),
                        THERE);

        var faces = agreed.faces().orElseThrow();
        assertThat(faces.remote().address().getPort()).isEqualTo(5006);
        assertThat(faces.pictures().sending()).containsExactly(new Format(98, Codec.VP8));
        assertThat(faces.pictures().receiving()).containsExactly(new Format(110, Codec.VP8));
        assertThat(faces.pictures().feedback()).isEqualTo(Set.of(Feedback.FIR));
        assertThat(faces.pictures().bitrate()).isEqualTo(OptionalLong.of(256_000));
        assertThat(agreed.codecs()).contains(Codec.PCMA);
    }

    @Test
    void soundIsAgreedWherePicturesAreDeclined() throws Exception {
        var session = session(MediaPolicy.USUAL);
        session.offer(SOUND);

        var agreed = session.read(far("m=video 0 RTP/AVP 110\r\n"), THERE);

        assertThat(agreed.faces()).isEmpty();
        assertThat(agreed.codecs()).contains(Codec.PCMA);
    }

    @ParameterizedTest
    @CsvSource({"OFF, RTP/AVP, false", "SDES, RTP/SAVP, true", "DTLS, UDP/TLS/RTP/SAVP, false"})
    void picturesAreProtectedAsSoundIsWithKeysOfTheirOwn(
            SecureMedia secure, String protocol, boolean keys) {
        var offer = session(MediaPolicy.USUAL.protectedBy(secure)).offer(SOUND);
        var lines = offer.split("m=video", 2);

        assertThat(lines[1]).startsWith(" 20002 " + protocol + " ");
        assertThat(lines[1].contains("a=crypto:1")).isEqualTo(keys);
        if (keys) assertThat(key(lines[1])).isNotEqualTo(key(lines[0]));
        assertThat(lines[1]).doesNotContain("candidate");
    }

    private static String key(String lines) {
        return lines.lines()
                .filter(line -> line.startsWith("a=crypto:1 "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void browsersThatSpeakSipAreOfferedNone() {
        assertThat(session(MediaPolicy.WEBRTC).offer(SOUND)).doesNotContain("m=video");
    }

    @Test
    void answersWithTheBestThatBothHave() throws Exception {
        var session = session(MediaPolicy.USUAL);
        var agreed =
                session.answer(
                        far(
                                "m=video 5006 RTP/AVP 99 98\r\na=rtpmap:99 H264/90000\r\na=fmtp:99 profile-level-id=42e01f\r\na=rtpmap:98 VP8/90000\r\na=rtcp-fb:* nack pli\r\n"),
                        SOUND,
                        THERE);

        assertThat(agreed.local())
                .contains("m=video 20002 RTP/AVP 98\r\n")
                .contains("a=rtcp-fb:98 nack pli\r\n");
        assertThat(agreed.faces().orElseThrow().pictures().codecs()).containsExactly(Codec.VP8);
    }

    @Test
    void declinesPicturesThatNobodyWants() throws Exception {
        var session = session(MediaPolicy.USUAL);
        session.pictures(List.of());
        var agreed =
                session.answer(
                        far("m=video 5006 RTP/AVP 98\r\na=rtpmap:98 VP8/90000\r\n"), SOUND, THERE);

        assertThat(agreed.local()).contains("m=video 0 RTP/AVP 98\r\n");
        assertThat(agreed.faces()).isEmpty();
    }

    /** RFC 3264 §8: an m-line is added at the end, switched off in its place, and used again. */
    @Test
    void picturesComeAndGoInTheirPlace() throws Exception {
        var session = session(MediaPolicy.USUAL);
        session.pictures(List.of());
        assertThat(session.offer(SOUND)).doesNotContain("m=video");
        session.read(far(""), THERE);

        session.pictures(PictureCodecs.all());
        assertThat(session.offer(Direction.SENDRECV))
                .contains("m=video 20002 RTP/AVP 110 111 112\r\n");
        session.read(far("m=video 5006 RTP/AVP 110\r\na=rtpmap:110 VP8/90000\r\n"), THERE);

        session.pictures(List.of());
        var without = session.offer(Direction.SENDRECV);
        assertThat(without).contains("m=audio 20000").contains("m=video 0 RTP/AVP 110 111 112\r\n");
        assertThat(session.read(far("m=video 0 RTP/AVP 110\r\n"), THERE).faces()).isEmpty();

        session.pictures(PictureCodecs.all());
        var again = session.offer(Direction.SENDRECV);
        assertThat(again).contains("m=video 20002 ");
        assertThat(again.split("m=video", -1)).hasSize(2);
    }

    @Test
    void picturesThatComeLaterAreProtectedAsSoundIs() throws Exception {
        var session = session(MediaPolicy.USUAL.protectedBy(SecureMedia.SDES));
        session.pictures(List.of());
        session.offer(SOUND);
        session.pictures(PictureCodecs.all());

        var video = session.offer(Direction.SENDRECV).split("m=video", 2)[1];
        assertThat(video).startsWith(" 20002 RTP/SAVP ").contains("a=crypto:1 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m=video 5006 RTP/AVP 98;a=rtpmap:98 VP8/90000 | vp8",
                "m=video 5006 RTP/AVP 97 98;a=rtpmap:97 H263/90000;a=rtpmap:98 H264/90000;a=fmtp:98 packetization-mode=1 | h264",
                "m=video 5006 RTP/AVP 98;a=rtpmap:98 H264/90000;a=fmtp:98 packetization-mode=1;profile-level-id=42801f | h264",
                "m=video 0 RTP/AVP 98;a=rtpmap:98 VP8/90000 | ''",
                "m=video 5006 RTP/AVP 98;a=rtpmap:98 VP8/90000;a=ice-ufrag:abcd;a=ice-pwd:0123456789abcdefghijkl | ''",
            })
    void readsWhatOneWhoCallsCanSee(String lines, String codecs) {
        var sdp = far(lines.replaceAll(";(?=[am]=)", "\r\n") + "\r\n");

        assertThat(
                        String.join(
                                " ",
                                SipSession.offeredPictures(sdp).stream().map(Codec::name).toList()))
                .isEqualTo(codecs);
    }

    private static SipSession session(MediaPolicy policy) {
        var fingerprint = "sha-256 AB" + ":CD".repeat(31);
        var session = new SipSession("192.0.2.2", 20000, policy, fingerprint, new Random(1));
        session.picturesAt(20002);
        session.pictures(PictureCodecs.all());
        return session;
    }

    private static String far(String video) {
        return """
        v=0
        o=far 1 1 IN IP4 192.0.2.9
        s=-
        c=IN IP4 192.0.2.9
        t=0 0
        m=audio 5004 RTP/AVP 8
        """
                        .replace("\n", "\r\n")
                + video;
    }
}
