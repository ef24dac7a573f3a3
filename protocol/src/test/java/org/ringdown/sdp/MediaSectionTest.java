package org.ringdown.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the attributes of an m-line as their RFCs write them, and takes what cannot be read as absent. */
class MediaSectionTest {
    private static final String AUDIO = "m=audio 9 RTP/AVP 0\n";

    /** RFC 7587 §7.1. */
    @Test
    void readsTheParametersOfOpus() {
        var section =
                Samples.section(
                        """
                        m=audio 54312 RTP/AVP 101
                        a=rtpmap:101 opus/48000/2
                        a=fmtp:101 maxplaybackrate=16000; sprop-maxcapturerate=16000; maxaveragebitrate=20000; stereo=1; useinbandfec=1; usedtx=0
                        a=ptime:40
                        a=maxptime:40
                        """);

        var opus = section.codecs().getFirst();
        assertThat(opus.number()).isEqualTo(101);
        assertThat(opus.codec().matches(Codec.OPUS)).isTrue();
        assertThat(opus.codec().parameters())
                .containsExactly(
                        entry("maxplaybackrate", "16000"),
                        entry("sprop-maxcapturerate", "16000"),
                        entry("maxaveragebitrate", "20000"),
                        entry("stereo", "1"),
                        entry("useinbandfec", "1"),
                        entry("usedtx", "0"));
        assertThat(opus.codec().parameter("UseInbandFEC")).contains("1");
        assertThat(opus.codec().parameter("cbr")).isEmpty();
        assertThat(section.packetTime()).hasValue(40);
        assertThat(section.maxPacketTime()).hasValue(40);
    }

    /** RFC 4733 §2.4.1. */
    @Test
    void readsTheEventsOfTelephoneEvent() {
        var section =
                Samples.section(
                        """
                        m=audio 12346 RTP/AVP 100
                        a=rtpmap:100 telephone-event/8000
                        a=fmtp:100 0-15,66,70
                        """);

        var events = section.codecs().getFirst().codec();
        assertThat(events.matches(Codec.telephoneEvent(8000))).isTrue();
        assertThat(events.parameters()).containsExactly(entry("0-15,66,70", ""));
        assertThat(events.carriesMedia()).isFalse();
    }

    /** RFC 3551 §6, tables 4 and 5. */
    @ParameterizedTest
    @CsvSource({
        "0, PCMU, 8000, 1",
        "3, GSM, 8000, 1",
        "4, G723, 8000, 1",
        "8, PCMA, 8000, 1",
        "9, G722, 8000, 1",
        "10, L16, 44100, 2",
        "11, L16, 44100, 1",
        "13, CN, 8000, 1",
        "18, G729, 8000, 1",
        "26, JPEG, 90000, 1",
        "31, H261, 90000, 1",
        "34, H263, 90000, 1",
    })
    void knowsTheStaticPayloadTypes(int number, String name, int clockRate, int channels) {
        var codec = Samples.section("m=x 9 RTP/AVP " + number + "\n").codecs().getFirst().codec();

        assertThat(codec).isEqualTo(new Codec(name, clockRate, channels, parameters()));
    }

    @Test
    void takesTheCodecsInTheOrderOfTheLineAndEachOnce() {
        var section =
                Samples.section(
                        """
                        m=audio 9 RTP/AVP 97 8 97 96 99 128 x 0
                        a=rtpmap:0 PCMU/8000
                        a=rtpmap:96 iLBC/8000
                        a=rtpmap:97 speex/16000
                        a=rtpmap:97 speex/32000
                        a=rtpmap:98 unlisted/8000
                        """);

        assertThat(section.codecs())
                .extracting(PayloadType::number)
                .containsExactly(97, 8, 96, 0); // 99 is not explained
        assertThat(section.codecs().getFirst().codec().clockRate()).isEqualTo(16000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "96 opus",
                "96 opus/",
                "96 opus/0",
                "96 opus/-8000",
                "96 opus/48000/0",
                "96 opus/48000/x",
                "96 opus/99999999999",
                "96 /48000",
                "96",
                "x opus/48000/2",
                "",
            })
    void leavesOutACodecItCannotRead(String rtpmap) {
        var section = Samples.section("m=audio 9 RTP/AVP 96 0\na=rtpmap:" + rtpmap + "\n");

        assertThat(section.codecs()).extracting(PayloadType::number).containsExactly(0);
    }

    /** G722 samples at 16 kHz and must say 8000 (RFC 3551 §4.5.2); some phones say 16000. */
    @ParameterizedTest
    @ValueSource(strings = {"G722/8000", "G722/8000/1", "g722/16000"})
    void readsG722AsItIsMeant(String rtpmap) {
        var section = Samples.section("m=audio 9 RTP/AVP 9\na=rtpmap:9 " + rtpmap + "\n");

        assertThat(section.codecs().getFirst().codec().matches(Codec.G722)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "opus/48000/2, true",
        "OPUS/48000/2, true",
        "opus/48000, false",
        "opus/16000/2, false",
        "opusx/48000/2, false",
    })
    void comparesCodecsByNameClockRateAndChannels(String rtpmap, boolean same) {
        var section = Samples.section("m=audio 9 RTP/AVP 96\na=rtpmap:96 " + rtpmap + "\n");

        assertThat(section.codecs().getFirst().codec().matches(Codec.OPUS)).isEqualTo(same);
    }

    @Test
    void gathersFeedbackForOneTypeAndForAll() {
        var section =
                Samples.section(
                        """
                        m=video 9 RTP/AVPF 31 34
                        a=rtcp-fb:* ccm fir
                        a=rtcp-fb:34 nack pli
                        a=rtcp-fb:34
                        """);

        assertThat(section.codecs())
                .extracting(PayloadType::feedback)
                .containsExactly(List.of("ccm fir"), List.of("nack pli", "ccm fir"));
    }

    @Test
    void findsNoCodecsWhereThereIsNoRtp() {
        assertThat(Samples.section("m=application 9 UDP/DTLS/SCTP 0\n").codecs()).isEmpty();
    }

    /** RFC 8866 §6.7. */
    @Test
    void takesTheDirectionOfTheSessionWhereTheLineStatesNone() {
        var sdp = "v=0\no=- 1 1 IN IP4 a\na=recvonly\n" + AUDIO + AUDIO + "a=sendonly\n";
        var sections = Samples.parse(sdp).sections();

        assertThat(sections.get(0).direction()).isEqualTo(Direction.RECVONLY);
        assertThat(sections.get(1).direction()).isEqualTo(Direction.SENDONLY);
        assertThat(Samples.section(AUDIO).direction()).isEqualTo(Direction.SENDRECV);
    }

    /** RFC 3264 §8.4, and for IPv6 RFC 6157. */
    @ParameterizedTest
    @CsvSource({
        "IP4 0.0.0.0, sendrecv, SENDONLY",
        "IP4 0.0.0.0, recvonly, INACTIVE",
        "IP6 ::, sendrecv, SENDONLY",
        "IP4 hold.invalid, sendrecv, SENDONLY",
        "IP4 192.0.2.1, sendrecv, SENDRECV",
        "IP4 192.0.2.1, inactive, INACTIVE",
    })
    void takesAnUnspecifiedAddressAsHold(String address, String stated, Direction meant) {
        var section = Samples.section(AUDIO + "c=IN " + address + "\na=" + stated + "\n");

        assertThat(section.directionWithoutIce()).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.125", "-20", "1001", "99999999999", "", "x"})
    void takesNoImpossiblePacketTime(String milliseconds) {
        var section =
                Samples.section(AUDIO + "a=ptime:" + milliseconds + "\na=maxptime:" + milliseconds);

        assertThat(section.packetTime()).isEqualTo(OptionalInt.empty());
        assertThat(section.maxPacketTime()).isEqualTo(OptionalInt.empty());
    }

    /** RFC 8839 §4.2.6, the folded line joined. */
    @Test
    void readsIceOfTheSessionAndCandidatesOfTheLine() {
        var sdp =
                Samples.parse(
                        """
                        v=0
                        o=jdoe 2890844526 2890842807 IN IP4 203.0.113.141
                        s=
                        c=IN IP4 192.0.2.3
                        t=0 0
                        a=ice-options:ice2
                        a=ice-pacing:50
                        a=ice-pwd:asd88fgpdd777uzjYhagZg
                        a=ice-ufrag:8hhY
                        m=audio 45664 RTP/AVP 0
                        b=RS:0
                        b=RR:0
                        a=rtpmap:0 PCMU/8000
                        a=candidate:1 1 UDP 2130706431 203.0.113.141 8998 typ host
                        a=candidate:2 1 UDP 1694498815 192.0.2.3 45664 typ srflx raddr 203.0.113.141 rport 8998
                        """);
        var section = sdp.sections().getFirst();

        assertThat(sdp.iceLite()).isFalse();
        assertThat(section.iceOptions()).containsExactly("ice2");
        assertThat(section.ice()).contains(new IceCredentials("8hhY", "asd88fgpdd777uzjYhagZg"));
        var host = section.candidates().getFirst();
        assertThat(host.value()).isEqualTo("1 1 UDP 2130706431 203.0.113.141 8998 typ host");
        assertThat(host.isUdp()).isTrue();
        var reflexive = section.candidates().getLast();
        assertThat(reflexive.extension("raddr")).contains("203.0.113.141");
        assertThat(reflexive.extension("rport")).contains("8998");
        assertThat(reflexive.value())
                .isEqualTo(
                        "2 1 UDP 1694498815 192.0.2.3 45664 typ srflx raddr 203.0.113.141 rport 8998");
    }

    /** RFC 8445 §5.1.2.1: 126 x 2^24 + preference x 2^8 + 256 - component. */
    @Test
    void givesCandidatesOfOurOwnTheirPriority() {
        assertThat(IceCandidate.hostUdp("1", 65535, "2001:db8::1", 3478).value())
                .isEqualTo("1 1 udp 2130706431 2001:db8::1 3478 typ host");
        assertThat(IceCandidate.hostTcp("2", 8191, "192.0.2.1", 443).value())
                .isEqualTo("2 1 tcp 2124414975 192.0.2.1 443 typ host tcptype passive");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 1 udp 1 192.0.2.1 9",
                "1 1 udp 1 192.0.2.1 9 kind host",
                "1 257 udp 1 192.0.2.1 9 typ host",
                "1 1 udp 4294967296 192.0.2.1 9 typ host",
                "1 1 udp 1 192.0.2.1 65536 typ host",
                "1 1 udp 1 192.0.2.1 x typ host",
                "",
            })
    void ignoresACandidateItCannotRead(String candidate) {
        var good = "a=candidate:1 1 udp 1 192.0.2.1 9 typ host odd\n";
        var section = Samples.section(AUDIO + "a=candidate:" + candidate + "\n" + good);

        assertThat(section.candidates()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "abc, 0123456789abcdefghijkl",
        "abcd, 0123456789abcdefghijk",
        "ab:d, 0123456789abcdefghijkl",
        "abcd, 0123456789abcdefghijk=",
    })
    void takesNoCredentialsOutsideTheGrammar(String ufrag, String password) {
        var section =
                Samples.section(AUDIO + "a=ice-ufrag:" + ufrag + "\na=ice-pwd:" + password + "\n");

        assertThat(section.ice()).isEmpty();
    }

    @Test
    void keepsPasswordsAndKeysOutOfLogs() {
        var crypto = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:AAAA\n";
        var section = Samples.section(AUDIO + crypto);

        assertThat(new IceCredentials("abcd", "0123456789abcdefghijkl"))
                .hasToString("IceCredentials[ufrag=abcd]");
        assertThat(section.cryptos().toString()).contains("Key[3 bytes]").doesNotContain("AAAA");
    }

    /** RFC 8122 §3.4. */
    @Test
    void readsFingerprints() {
        var section =
                Samples.section(
                        """
                        m=image 54111 TCP/TLS t38
                        c=IN IP4 192.0.2.2
                        a=setup:passive
                        a=connection:new
                        a=fingerprint:SHA-256 12:DF:3E:5D:49:6B:19:E5:7C:AB:4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB:4A:AD
                        a=fingerprint:SHA-1 4a:ad:b9:b1:3f:82:18:3b:54:02:12:df:3e:5d:49:6b:19:e5:7c:ab
                        """);

        assertThat(section.setup()).contains(Setup.PASSIVE);
        assertThat(section.fingerprints())
                .containsExactly(
                        new Fingerprint(
                                "sha-256",
                                "12:DF:3E:5D:49:6B:19:E5:7C:AB:4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB:4A:AD"),
                        new Fingerprint(
                                "sha-1",
                                "4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB"));
        assertThat(section.fingerprints())
                .extracting(Fingerprint::isStrong)
                .containsExactly(true, false);
    }

    @Test
    void writesTheFingerprintOfADigest() {
        var digest = new byte[32];
        digest[0] = (byte) 0xAB;

        assertThat(Fingerprint.of("sha-256", digest))
                .isEqualTo(new Fingerprint("sha-256", "AB" + ":00".repeat(31)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C",
                "sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB:00",
                "sha-1 4A-AD-B9-B1-3F-82-18-3B-54-02-12-DF-3E-5D-49-6B-19-E5-7C-AB",
                "sha-1 GG:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB",
                "md5 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B",
                "sha-1",
                "",
            })
    void takesNoFingerprintThatCannotBeOne(String fingerprint) {
        var section = Samples.section(AUDIO + "a=fingerprint:" + fingerprint + "\n");

        assertThat(section.fingerprints()).isEmpty();
    }

    /** RFC 3605 §2.1. */
    @Test
    void readsWhereRtcpGoes() {
        assertThat(Samples.section(AUDIO + "a=rtcp:53020\n").rtcp())
                .contains(new RtcpPort(53020, Optional.empty()));
        assertThat(Samples.section(AUDIO + "a=rtcp:53020 IN IP4 126.16.64.4\n").rtcp())
                .contains(new RtcpPort(53020, Optional.of(new Connection("126.16.64.4"))));
        assertThat(
                        Samples.section(
                                        AUDIO
                                                + "a=rtcp:53020 IN IP6 2001:2345:6789:ABCD:EF01:2345:6789:ABCD\n")
                                .rtcp()
                                .flatMap(RtcpPort::connection))
                .contains(new Connection("IP6", "2001:2345:6789:ABCD:EF01:2345:6789:ABCD"));
        assertThat(Samples.section(AUDIO + "a=rtcp:x\n").rtcp()).isEmpty();
        assertThat(Samples.section(AUDIO + "a=rtcp:9 IN\n").rtcp()).isEmpty();
    }

    /** RFC 5761 §5.1.1. */
    @Test
    void readsRtcpMux() {
        var sdp =
                Samples.parse(
                        """
                        v=0
                        o=csp 1153134164 1153134164 IN IP6 2001:DB8::211:24ff:fea3:7a2e
                        s=-
                        c=IN IP6 2001:DB8::211:24ff:fea3:7a2e
                        t=1153134164 1153137764
                        m=audio 49170 RTP/AVP 97
                        a=rtpmap:97 iLBC/8000
                        a=rtcp-mux
                        """);

        assertThat(sdp.sections().getFirst().rtcpMux()).isTrue();
        assertThat(sdp.times()).containsExactly(new Timing(1153134164, 1153137764));
    }

    /** RFC 8285 §5, and an id that only proposes. */
    @Test
    void readsHeaderExtensions() {
        var section =
                Samples.section(
                        AUDIO
                                + """
                                a=extmap:1 http://example.com/082005/ext.htm#ttime
                                a=extmap:2/sendrecv http://example.com/082005/ext.htm#xmeta short
                                a=extmap:4096 URI-gps-string
                                a=extmap:0 URI-zero
                                a=extmap:5
                                """);

        assertThat(section.extensions())
                .containsExactly(
                        new Extmap(1, Optional.empty(), "http://example.com/082005/ext.htm#ttime"),
                        new Extmap(
                                2,
                                Optional.of(Direction.SENDRECV),
                                "http://example.com/082005/ext.htm#xmeta"),
                        new Extmap(4096, Optional.empty(), "URI-gps-string"));
    }

    /** RFC 4568 §6.1, and a line of two keys. */
    @Test
    void readsCryptoLines() {
        var section =
                Samples.section(
                        AUDIO
                                + """
                                a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj|2^20|1:32
                                a=crypto:2 F8_128_HMAC_SHA1_80 inline:YUJDZGVmZ2hpSktMbW9QUXJzVHVWd3l6MTIzNDU2|1066:4;inline:QUJjZGVmMTIzNDU2Nzg5QUJDREUwMTIzNDU2Nzg5|2^20|2:4 FEC_ORDER=FEC_SRTP UNENCRYPTED_SRTCP
                                """);

        assertThat(section.cryptos())
                .extracting(Crypto::tag, Crypto::suite)
                .containsExactly(
                        tuple(1, "AES_CM_128_HMAC_SHA1_80"), tuple(2, "F8_128_HMAC_SHA1_80"));
        var one = section.cryptos().getFirst().keys().getFirst();
        assertThat(one.keyAndSalt().remaining()).isEqualTo(30);
        assertThat(one.lifetime()).isEqualTo(OptionalLong.of(1 << 20));
        assertThat(one.identifier()).contains(new Crypto.KeyIdentifier(1, 32));
        var two = section.cryptos().getLast();
        assertThat(two.sessionParameters())
                .containsExactly("FEC_ORDER=FEC_SRTP", "UNENCRYPTED_SRTCP");
        assertThat(two.keys().getFirst().lifetime()).isEmpty();
        assertThat(two.keys().getFirst().identifier()).contains(new Crypto.KeyIdentifier(1066, 4));
        assertThat(two.keys().getLast().lifetime()).isEqualTo(OptionalLong.of(1 << 20));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 SUITE",
                "x SUITE inline:AAAA",
                "1 SUITE key:AAAA",
                "1 SUITE inline:",
                "1 SUITE inline:A",
                "1 SUITE inline:|",
                "1 SUITE inline:AAAA|",
                "1 SUITE inline:@@@@",
                "1 SUITE inline:AAAA|2^49",
                "1 SUITE inline:AAAA|x",
                "1 SUITE inline:AAAA|20|1:0",
                "1 SUITE inline:AAAA|20|1:129",
                "1 SUITE inline:AAAA|20|1:4|5",
                "1 SUITE inline:AAAA;inline:",
                "1 SUITE ;",
            })
    void takesNoCryptoLineThatCannotBeOne(String crypto) {
        assertThat(Samples.section(AUDIO + "a=crypto:" + crypto + "\n").cryptos()).isEmpty();
    }

    @Test
    void readsNamesAndSources() {
        var section =
                Samples.section(
                        AUDIO
                                + """
                                a=mid:voice
                                a=msid:stream track
                                a=msid:alone
                                a=msid:
                                a=ssrc:4294967295 cname:someone@example.com
                                a=ssrc:4294967296 cname:beyond
                                a=ssrc:1
                                """);

        assertThat(section.mid()).contains("voice");
        assertThat(section.msids())
                .containsExactly(
                        new Msid("stream", Optional.of("track")),
                        new Msid("alone", Optional.empty()));
        assertThat(section.ssrcs())
                .containsExactly(new SsrcAttribute(0xFFFF_FFFFL, "cname", "someone@example.com"));
    }

    private static SequencedMap<String, String> parameters() {
        return new LinkedHashMap<>();
    }
}
