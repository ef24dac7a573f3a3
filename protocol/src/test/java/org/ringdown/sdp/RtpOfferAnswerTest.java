package org.ringdown.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.sdp.Refusal.Reason;

/** Offers and answers plain RTP, with RFC 3264 §10.1 and what phones do as examples. */
class RtpOfferAnswerTest {
    private static final RtpEndpoint US = Samples.toPhone(Samples.VOICE);
    private static final SessionDescription OUR_OFFER = RtpOfferer.offer(US);

    @Test
    void offersEveryCodecAndKeysOnceForEachClockRate() {
        assertThat(OUR_OFFER.toString())
                .isEqualTo(
                        """
                        v=0
                        o=- 21 1 IN IP4 192.0.2.2
                        s=-
                        c=IN IP4 192.0.2.2
                        t=0 0
                        m=audio 40000 RTP/AVP 8 0 9 96 101 97
                        a=rtpmap:8 PCMA/8000
                        a=rtpmap:0 PCMU/8000
                        a=rtpmap:9 G722/8000
                        a=rtpmap:96 opus/48000/2
                        a=fmtp:96 minptime=10;useinbandfec=1
                        a=rtpmap:101 telephone-event/8000
                        a=fmtp:101 0-16
                        a=rtpmap:97 telephone-event/48000
                        a=fmtp:97 0-16
                        a=ptime:20
                        a=sendrecv
                        """
                                .replace("\n", "\r\n"));
    }

    @Test
    void offersRtcpWhereItIsAskedTo() {
        var types = PayloadType.assign(List.of(Codec.PCMU));
        var muxed = RtpMedia.audio(40000, types).withRtcpMux().with(Direction.SENDONLY);
        var apart = new RtpMedia("audio", 40000, 40011, false, Direction.SENDRECV, 30, types);
        var us = new RtpEndpoint(US.origin(), new Connection("2001:db8::2"), List.of(muxed, apart));

        assertThat(RtpOfferer.offer(us).toString())
                .contains("c=IN IP6 2001:db8::2\r\n")
                .contains("a=ptime:20\r\na=sendonly\r\na=rtcp-mux\r\nm=")
                .contains("a=ptime:30\r\na=sendrecv\r\na=rtcp:40011\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "PCMU, 0",
        "PCMA, 8",
        "G722, 9",
        "opus, 96",
        "opus opus opus opus opus opus, 96 97 98 99 100 102",
        "G722 opus PCMA, 9 96 8",
    })
    void givesCodecsTheirNumbers(String names, String numbers) {
        var codecs = Arrays.stream(names.split(" ")).map(RtpOfferAnswerTest::codec).toList();

        assertThat(PayloadType.assign(codecs))
                .extracting(type -> "" + type.number())
                .containsExactly(numbers.split(" "));
    }

    /** RFC 3264 §10.1: Bob takes the audio and one video. */
    @Test
    void readsAnAnswerLineByLine() {
        var agreement =
                agreed(RtpOfferer.read(Samples.parse(Samples.ALICE), Samples.parse(Samples.BOB)));

        assertThat(agreement.local()).isEqualTo(Samples.parse(Samples.ALICE));
        assertThat(agreement.streams())
                .extracting(s -> s.media().line(), s -> s.media().kind(), RtpStream::remote)
                .containsExactly(
                        tuple(
                                0,
                                "audio",
                                new RtpRemote(
                                        "host.example.com",
                                        49920,
                                        "host.example.com",
                                        49921,
                                        false)),
                        tuple(
                                2,
                                "video",
                                new RtpRemote(
                                        "host.example.com",
                                        53000,
                                        "host.example.com",
                                        53001,
                                        false)));
        assertThat(agreement.streams().getLast().media().codec().codec())
                .isEqualTo(new Codec("MPV", 90000));
    }

    /** RFC 3264 §10.1, from Bob's side with the codecs he has. */
    @Test
    void answersWhatItHasAndDeclinesTheRest() {
        var audio = RtpMedia.audio(49920, PayloadType.assign(List.of(Codec.PCMU)));
        var mpv = PayloadType.assign(List.of(new Codec("MPV", 90000)));
        var video = new RtpMedia("video", 53000, 53001, false, Direction.SENDRECV, 20, mpv);
        var bob = new RtpEndpoint(US.origin(), new Connection("192.0.2.7"), List.of(audio, video));

        var agreement = agreed(RtpAnswerer.answer(Samples.parse(Samples.ALICE), bob));

        assertThat(agreement.local().media())
                .extracting(
                        MediaDescription::kind, MediaDescription::port, MediaDescription::formats)
                .containsExactly(
                        tuple("audio", 49920, List.of("0")),
                        tuple("video", 0, List.of("31")),
                        tuple("video", 53000, List.of("32")));
        assertThat(agreement.streams().getFirst().remote().address())
                .isEqualTo("host.anywhere.com");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    m=audio 4000 RTP/AVP 8                                                                | PCMA | 8  | 8
                    m=audio 4000 RTP/AVP 9~a=rtpmap:9 G722/8000                                           | G722 | 9  | 9
                    m=audio 4000 RTP/AVP 96~a=rtpmap:96 opus/48000/2                                      | opus | 96 | 96
                    m=audio 4000 RTP/AVP 111~a=rtpmap:111 OPUS/48000/2                                    | OPUS | 111 | 96
                    m=audio 4000 RTP/AVPF 0 8                                                             | PCMU | 0 8 | 0 8
                    m=audio 4000 RTP/AVP 101 0~a=rtpmap:101 telephone-event/8000                          | PCMU | 101 0 | 101 0
                    m=audio 4000 RTP/AVP 96 101 97~a=rtpmap:96 opus/48000/2~a=rtpmap:101 telephone-event/8000~a=rtpmap:97 telephone-event/48000 | opus | 96 101 97 | 96 101 97
                    m=audio 4000 RTP/AVP 18 8 96~a=rtpmap:96 iLBC/8000                                    | PCMA | 8  | 8
                    """)
    void readsTheCodecsOfAnAnswer(String media, String codec, String send, String receive) {
        var audio = agreed(RtpOfferer.read(OUR_OFFER, peer(media))).streams().getFirst().media();

        assertThat(audio.codec().codec().name()).isEqualTo(codec);
        assertThat(audio.codecs())
                .extracting(c -> "" + c.sendType())
                .containsExactly(send.split(" "));
        assertThat(audio.codecs())
                .extracting(c -> "" + c.receiveType())
                .containsExactly(receive.split(" "));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    m=audio 4000 RTP/AVP 8                                      | 8
                    m=audio 4000 RTP/AVP 9                                      | 9
                    m=audio 4000 RTP/AVP 18 0 8                                 | 8
                    m=audio 4000 RTP/AVPF 0                                     | 0
                    m=audio 4000 RTP/AVP 100~a=rtpmap:100 opus/48000/2          | 100
                    m=audio 4000 RTP/AVP 0 99~a=rtpmap:99 telephone-event/8000  | 0 99
                    m=audio 4000 RTP/AVP 0 99 98~a=rtpmap:99 telephone-event/48000~a=rtpmap:98 telephone-event/8000 | 0 98
                    m=audio 4000 RTP/AVP 100 99 98~a=rtpmap:100 opus/48000/2~a=rtpmap:99 telephone-event/48000~a=rtpmap:98 telephone-event/8000 | 100 99
                    m=audio 4000 RTP/AVP 100 98~a=rtpmap:100 opus/48000/2~a=rtpmap:98 telephone-event/8000 | 100
                    """)
    void answersWithOneCodecAndItsKeysUnderThePeersNumbers(String media, String formats) {
        var agreement = agreed(RtpAnswerer.answer(peer(media), US));

        assertThat(agreement.local().media().getFirst().formats())
                .containsExactly(formats.split(" "));
        assertThat(agreement.streams().getFirst().media().codecs())
                .extracting(c -> "" + c.receiveType())
                .containsExactly(formats.split(" "));
    }

    @Test
    void writesAnAnswerInFull() {
        var offer =
                peer(
                        "m=audio 4000 RTP/AVPF 111 99~a=rtpmap:111 opus/48000/2~a=rtcp-fb:111 nack~a=rtpmap:99 telephone-event/48000~a=ptime:40~a=rtcp-mux");

        assertThat(agreed(RtpAnswerer.answer(offer, US)).local().toString())
                .isEqualTo(
                        """
                        v=0
                        o=- 21 1 IN IP4 192.0.2.2
                        s=-
                        c=IN IP4 192.0.2.2
                        t=0 0
                        m=audio 40000 RTP/AVPF 111 99
                        a=rtpmap:111 opus/48000/2
                        a=fmtp:111 minptime=10;useinbandfec=1
                        a=rtpmap:99 telephone-event/48000
                        a=fmtp:99 0-16
                        a=ptime:20
                        a=sendrecv
                        """
                                .replace("\n", "\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    m=audio 4000 RTP/AVP 18                                         | NO_COMMON_CODEC
                    m=audio 4000 RTP/AVP 96~a=rtpmap:96 opus/48000                  | NO_COMMON_CODEC
                    m=audio 4000 RTP/AVP 101~a=rtpmap:101 telephone-event/8000      | NO_COMMON_CODEC
                    m=audio 4000 RTP/AVP                                            | NO_COMMON_CODEC
                    m=audio 0 RTP/AVP 0                                             | SWITCHED_OFF
                    m=audio 4000 RTP/SAVP 0                                         | SECURE_TRANSPORT
                    m=audio 4000 RTP/SAVPF 0                                        | SECURE_TRANSPORT
                    m=audio 4000 UDP/TLS/RTP/SAVPF 0                                | SECURE_TRANSPORT
                    m=audio 4000 UDP/TLS/RTP/SAVP 0                                 | SECURE_TRANSPORT
                    m=audio 4000 udp 0                                              | UNSUPPORTED_TRANSPORT
                    """)
    void refusesWhatItCannotSpeak(String media, Reason reason) {
        assertThat(RtpAnswerer.answer(peer(media), US)).isEqualTo(new Refusal(reason));
        assertThat(RtpOfferer.read(OUR_OFFER, peer(media))).isEqualTo(new Refusal(reason));
    }

    @Test
    void refusesWhatHasNoAudioAtAll() {
        assertThat(RtpAnswerer.answer(peer("m=video 4000 RTP/AVP 31"), US))
                .isEqualTo(new Refusal(Reason.NO_MEDIA));
        assertThat(RtpAnswerer.answer(peer("a=x"), US)).isEqualTo(new Refusal(Reason.NO_MEDIA));
        assertThat(RtpOfferer.read(OUR_OFFER, peer("a=x"))).isEqualTo(new Refusal(Reason.NO_MEDIA));
    }

    @Test
    void refusesAnAnswerWithOtherLinesThanTheOffer() {
        var unfit = new Refusal(Reason.UNFIT_ANSWER);

        assertThat(RtpOfferer.read(OUR_OFFER, peer("m=video 4000 RTP/AVP 0"))).isEqualTo(unfit);
        assertThat(RtpOfferer.read(OUR_OFFER, peer("m=audio 4000 RTP/AVP 0~m=video 0 RTP/AVP 31")))
                .isEqualTo(unfit);
    }

    @Test
    void refusesMediaWithoutAddress() {
        var nowhere = Samples.parse("v=0\no=- 1 1 IN IP4 192.0.2.9\nm=audio 4000 RTP/AVP 0\n");

        assertThat(RtpAnswerer.answer(nowhere, US)).isEqualTo(new Refusal(Reason.NO_ADDRESS));
        assertThat(RtpOfferer.read(OUR_OFFER, nowhere)).isEqualTo(new Refusal(Reason.NO_ADDRESS));
    }

    @Test
    void takesThePlainOneOfTwoWaysToSendTheSameAudio() {
        var offer = peer("m=audio 4000 RTP/SAVP 0~m=audio 4002 RTP/AVP 0");

        var agreement = agreed(RtpAnswerer.answer(offer, US));

        assertThat(agreement.local().media())
                .extracting(MediaDescription::port)
                .containsExactly(0, 40000);
        assertThat(agreement.streams().getFirst().media().line()).isEqualTo(1);
    }

    @Test
    void keepsForeignLinesInPlace() {
        var offer =
                peer(
                        "m=image 4100 udptl t38~m=audio 4000 RTP/AVP 0~m=video 4200 RTP/AVP~m=audio 4004 RTP/AVP 0");

        assertThat(agreed(RtpAnswerer.answer(offer, US)).local().media())
                .extracting(
                        MediaDescription::kind,
                        MediaDescription::port,
                        MediaDescription::protocol,
                        MediaDescription::formats)
                .containsExactly(
                        tuple("image", 0, "udptl", List.of("t38")),
                        tuple("audio", 40000, "RTP/AVP", List.of("0")),
                        tuple("video", 0, "RTP/AVP", List.of("0")),
                        tuple("audio", 0, "RTP/AVP", List.of("0")));
    }

    /** RFC 3264 §6.1 and §8.4; every way a phone puts a call on hold, and takes it back. */
    @ParameterizedTest
    @CsvSource({
        "192.0.2.9, sendrecv, SENDRECV",
        "192.0.2.9, sendonly, RECVONLY",
        "192.0.2.9, recvonly, SENDONLY",
        "192.0.2.9, inactive, INACTIVE",
        "0.0.0.0, sendrecv, RECVONLY",
        "0.0.0.0, sendonly, RECVONLY",
        "0.0.0.0, inactive, INACTIVE",
        "0.0.0.0, recvonly, INACTIVE",
    })
    void understandsEveryFormOfHold(String address, String stated, Direction ours) {
        var held = peer("m=audio 4000 RTP/AVP 0~c=IN IP4 " + address + "~a=" + stated);

        var answered = agreed(RtpAnswerer.answer(held, US));
        assertThat(answered.streams().getFirst().media().direction()).isEqualTo(ours);
        assertThat(answered.local().sections().getFirst().direction()).isEqualTo(ours);
        assertThat(answered.streams().getFirst().remote().address()).isEqualTo(address);
        var read = agreed(RtpOfferer.read(OUR_OFFER, held));
        assertThat(read.streams().getFirst().media().direction()).isEqualTo(ours);
    }

    @Test
    void holdsAPeerByItsOwnDirection() {
        var media = US.media().getFirst().with(Direction.SENDONLY);
        var holding = new RtpEndpoint(US.origin().next(), US.connection(), List.of(media));
        var offer = RtpOfferer.offer(holding);

        var read = agreed(RtpOfferer.read(offer, peer("m=audio 4000 RTP/AVP 0~a=recvonly")));

        assertThat(offer.origin().version()).isEqualTo(2);
        assertThat(offer.sections().getFirst().direction()).isEqualTo(Direction.SENDONLY);
        assertThat(read.streams().getFirst().media().direction()).isEqualTo(Direction.SENDONLY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    m=audio 4000 RTP/AVP 0                                  | 192.0.2.9 4000 192.0.2.9 4001
                    m=audio 65535 RTP/AVP 0                                 | 192.0.2.9 65535 192.0.2.9 0
                    m=audio 4000 RTP/AVP 0~a=rtcp:4009                      | 192.0.2.9 4000 192.0.2.9 4009
                    m=audio 4000 RTP/AVP 0~a=rtcp:4009 IN IP4 192.0.2.8     | 192.0.2.9 4000 192.0.2.8 4009
                    m=audio 4000 RTP/AVP 0~c=IN IP6 2001:db8::9             | 2001:db8::9 4000 2001:db8::9 4001
                    m=audio 4000 RTP/AVP 0~c=IN IP4 media.example.com       | media.example.com 4000 media.example.com 4001
                    m=audio 4000 RTP/AVP 0~a=rtcp-mux                       | 192.0.2.9 4000 192.0.2.9 4001
                    """)
    void readsWhereThePeerReceives(String media, String expected) {
        for (var outcome :
                List.of(
                        RtpAnswerer.answer(peer(media), US),
                        RtpOfferer.read(OUR_OFFER, peer(media)))) {
            var remote = agreed(outcome).streams().getFirst().remote();
            assertThat(
                            remote.address()
                                    + " "
                                    + remote.port()
                                    + " "
                                    + remote.rtcpAddress()
                                    + " "
                                    + remote.rtcpPort())
                    .isEqualTo(expected);
            assertThat(remote.rtcpMux()).isFalse(); // not ours
        }
    }

    @Test
    void sharesThePortWithRtcpWhereBothWantIt() {
        var muxed =
                new RtpEndpoint(
                        US.origin(), US.connection(), List.of(US.media().getFirst().withRtcpMux()));
        var willing = peer("m=audio 4000 RTP/AVP 0~a=rtcp-mux~a=rtcp:4009");
        var unwilling = peer("m=audio 4000 RTP/AVP 0");

        var answered = agreed(RtpAnswerer.answer(willing, muxed));
        assertThat(answered.streams().getFirst().remote())
                .isEqualTo(new RtpRemote("192.0.2.9", 4000, "192.0.2.9", 4000, true));
        assertThat(answered.local().media().getFirst().has("rtcp-mux")).isTrue();
        var read = agreed(RtpOfferer.read(RtpOfferer.offer(muxed), willing));
        assertThat(read.streams().getFirst().remote().rtcpMux()).isTrue();
        var apart = agreed(RtpAnswerer.answer(unwilling, muxed));
        assertThat(apart.local().media().getFirst().has("rtcp-mux")).isFalse();
        assertThat(
                        agreed(RtpOfferer.read(RtpOfferer.offer(muxed), unwilling))
                                .streams()
                                .getFirst()
                                .remote()
                                .rtcpPort())
                .isEqualTo(4001);
    }

    @ParameterizedTest
    @CsvSource({"a=x, 20", "a=ptime:30, 30", "a=maxptime:10, 10", "a=ptime:60~a=maxptime:40, 40"})
    void packsAsThePeerAsks(String attribute, int packetTime) {
        var offer = peer("m=audio 4000 RTP/AVP 0~" + attribute);

        assertThat(agreed(RtpAnswerer.answer(offer, US)).streams().getFirst().packetTime())
                .isEqualTo(packetTime);
    }

    @Test
    void answersItsOwnOffer() {
        var agreement = agreed(RtpAnswerer.answer(OUR_OFFER, Samples.toPhone(List.of(Codec.OPUS))));

        var read = agreed(RtpOfferer.read(OUR_OFFER, agreement.local()));
        assertThat(read.streams().getFirst().media().codecs())
                .extracting(AgreedCodec::sendType, AgreedCodec::receiveType)
                .containsExactly(tuple(96, 96), tuple(97, 97));
        assertThat(read.streams().getFirst().media().telephoneEvent(48000)).isPresent();
        assertThat(read.streams().getFirst().media().mid()).isEqualTo(Optional.empty());
    }

    private static Codec codec(String name) {
        return Samples.VOICE.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
    }

    /** A peer at 192.0.2.9 whose media lines are given, {@code ~} between them. */
    private static SessionDescription peer(String media) {
        return Samples.parse(
                "v=0\no=- 1 1 IN IP4 192.0.2.9\nc=IN IP4 192.0.2.9\n" + media.replace('~', '\n'));
    }

    private static RtpAgreement agreed(RtpOutcome outcome) {
        return switch (outcome) {
            case RtpAgreement agreement -> agreement;
            case Refusal refusal -> throw new AssertionError(refusal);
        };
    }
}
