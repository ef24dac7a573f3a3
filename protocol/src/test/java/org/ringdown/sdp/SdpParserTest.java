package org.ringdown.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.wire.MalformedException;

/** Reads the example of RFC 8866 §5, what real peers write, and refuses what is beyond grammar or limits. */
class SdpParserTest {
    private static final String HEAD = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\n";

    @Test
    void readsTheExampleOfTheRfc() {
        var sdp = Samples.parse(Samples.RFC_8866);

        assertThat(sdp.origin())
                .isEqualTo(new Origin("jdoe", 3724394400L, 3724394405L, "IP4", "198.51.100.1"));
        assertThat(sdp.name()).isEqualTo("Call to John Smith");
        assertThat(sdp.times()).containsExactly(Timing.UNBOUNDED);
        assertThat(sdp.media())
                .extracting(MediaDescription::kind, MediaDescription::port)
                .containsExactly(
                        tuple("audio", 49170), tuple("audio", 49180), tuple("video", 51372));
        var video = sdp.sections().getLast();
        assertThat(video.connection()).contains(new Connection("IP6", "2001:db8::2"));
        assertThat(video.codecs())
                .containsExactly(new PayloadType(99, new Codec("h263-1998", 90000)));
        assertThat(sdp.sections().getFirst().connection())
                .contains(new Connection("IP4", "198.51.100.1"));
    }

    @Test
    void readsBytesWithoutMovingThem() throws Exception {
        var bytes = ByteBuffer.wrap(Samples.RFC_8866.getBytes(StandardCharsets.UTF_8));

        assertThat(SdpParser.parse(bytes)).isEqualTo(Samples.parse(Samples.RFC_8866));
        assertThat(bytes.position()).isZero();
    }

    @Test
    void keepsTextThatIsNoUtf8Readable() throws Exception {
        var latin1 = (HEAD + "s=Café\r\n").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(SdpParser.parse(ByteBuffer.wrap(latin1)).name()).isEqualTo("Caf\uFFFD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v=0\no=- 1 1 IN IP4 192.0.2.1\nm=audio 9 RTP/AVP 0\n",
                "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=\r\nt=0 0\r\nm=audio 9 RTP/AVP 0",
                "\r\nv=0\r\n\r\no=- 1 1 IN IP4 192.0.2.1\r\n\r\nm=audio 9 RTP/AVP 0\r\n\r\n",
                "v=0\r\r\no=-  1 1\tIN IP4 192.0.2.1 \r\r\nm=audio 9  RTP/AVP 0 \r\n",
                "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\nx=?\r\n?=x\r\nk=prompt\r\nr=7d 1h 0 25h\r\n"
                        + "m=audio 9 RTP/AVP 0\r\ni=title\r\ns=misplaced\r\n",
                "v=0\r\ns=-\r\nt=0 0\r\no=- 1 1 IN IP4 192.0.2.1\r\nm=audio 9 RTP/AVP 0\r\n",
            })
    void toleratesWhatCarelessPeersWrite(String text) {
        var expected =
                new SessionDescription(
                        new Origin(1, 1, "192.0.2.1"),
                        Optional.empty(),
                        List.of(),
                        List.of(
                                new MediaDescription(
                                        "audio",
                                        9,
                                        "RTP/AVP",
                                        List.of("0"),
                                        Optional.empty(),
                                        List.of())));

        assertThat(Samples.parse(text)).isEqualTo(expected);
    }

    @Test
    void readsSessionIdsOfAll64Bits() {
        var sdp = Samples.parse("v=0\no=- 18446744073709551615 0 IN IP4 192.0.2.1\n");

        assertThat(sdp.origin().sessionId()).isEqualTo(-1L);
        assertThat(sdp.toString()).contains("o=- 18446744073709551615 0 IN IP4 192.0.2.1\r\n");
    }

    @Test
    void readsPortCountsAndBandwidths() {
        var media = Samples.section("m=video 49170/2 RTP/AVP 31\nb=AS:128\nb=X-YZ:0\n").media();

        assertThat(media.port()).isEqualTo(49170);
        assertThat(media.portCount()).isEqualTo(2);
        assertThat(media.bandwidth())
                .containsExactly(new Bandwidth("AS", 128), new Bandwidth("X-YZ", 0));
    }

    @Test
    void keepsAddressesAsText() {
        assertThat(
                        Samples.section("m=audio 9 RTP/AVP 0\nc=IN IP4 media.example.com\n")
                                .connection())
                .contains(new Connection("IP4", "media.example.com"));
        assertThat(Samples.section("m=audio 9 RTP/AVP 0\nc=IN IP4 224.2.1.1/127/3\n").connection())
                .contains(new Connection("IP4", "224.2.1.1/127/3"));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    ``                                    | no v=0 at line 0 (RFC 8866 §5.1)
                    v=1                                   | no v=0 at line 1 (RFC 8866 §5.1)
                    o=- 1 1 IN IP4 192.0.2.1              | no v=0 at line 1 (RFC 8866 §5.1)
                    v=0                                   | no o= line at line 1 (RFC 8866 §5.2)
                    v=0~o=- 1 1 IN IP4                    | no origin at line 2 (RFC 8866 §5.2)
                    v=0~o=- 1 1 ATM NSAP 47               | no origin at line 2 (RFC 8866 §5.2)
                    v=0~o=- x 1 IN IP4 a                  | no number of 64 bits at line 2 (RFC 8866 §5.2)
                    v=0~o=- -1 1 IN IP4 a                 | no number of 64 bits at line 2 (RFC 8866 §5.2)
                    v=0~o=- 1 18446744073709551616 IN IP4 a | no number of 64 bits at line 2 (RFC 8866 §5.2)
                    v=0~o=- 1 1 IN IP4 a~o=- 1 1 IN IP4 a | a second o= line at line 3 (RFC 8866 §5.2)
                    v=0~o=- 1 1 IN IP4 a~v=0              | a second v= line at line 3 (RFC 8866 §5.1)
                    v=0~o=- 1 1 IN IP4 a~c=IN IP4         | no address at line 3 (RFC 8866 §5.7)
                    v=0~o=- 1 1 IN IP4 a~b=AS             | no bandwidth at line 3 (RFC 8866 §5.8)
                    v=0~o=- 1 1 IN IP4 a~b=:1             | no bandwidth type at line 3 (RFC 8866 §5.8)
                    v=0~o=- 1 1 IN IP4 a~b=AS:9223372036854775808 | no bandwidth at line 3 (RFC 8866 §5.8)
                    v=0~o=- 1 1 IN IP4 a~t=0              | no start and stop time at line 3 (RFC 8866 §5.9)
                    v=0~o=- 1 1 IN IP4 a~t=0 x            | no number of 64 bits at line 3 (RFC 8866 §5.9)
                    v=0~o=- 1 1 IN IP4 a~a=               | no attribute name at line 3 (RFC 8866 §5.13)
                    v=0~o=- 1 1 IN IP4 a~a=:x             | no attribute name at line 3 (RFC 8866 §5.13)
                    v=0~o=- 1 1 IN IP4 a~m=audio 9        | no media, port and protocol at line 3 (RFC 8866 §5.14)
                    v=0~o=- 1 1 IN IP4 a~m=audio 65536 RTP/AVP 0 | no port at line 3 (RFC 8866 §5.14)
                    v=0~o=- 1 1 IN IP4 a~m=audio -1 RTP/AVP 0 | no port at line 3 (RFC 8866 §5.14)
                    v=0~o=- 1 1 IN IP4 a~m=audio 9/x RTP/AVP 0 | no port at line 3 (RFC 8866 §5.14)
                    v=0~o=- 1 1 IN IP4 a~nonsense         | no <type>=<value> at line 3 (RFC 8866 §5)
                    v=0~o=- 1 1 IN IP4 a~a=x^y             | a control character at line 3 (RFC 8866 §9)
                    v=0~o=- 1 1 IN IP4 a~a=x%y             | a control character at line 3 (RFC 8866 §9)
                    """)
    void saysWhatIsWrongAndWhere(String text, String complaint) {
        var sdp = text.replace('~', '\n').replace('%', '\r').replace('^', '\0');

        assertThatThrownBy(() -> SdpParser.parse(sdp))
                .isInstanceOf(MalformedException.class)
                .hasMessage(complaint);
    }

    @Test
    void takesAsMuchAsTheLimitsAllow() {
        var media = "m=audio 9 RTP/AVP" + " 0".repeat(64) + "\n";
        var candidates = "a=candidate:1 1 udp 1 192.0.2.1 9 typ host\n".repeat(64);

        assertThat(Samples.parse(HEAD + media.repeat(16)).media()).hasSize(16);
        assertThat(Samples.section(media + candidates).candidates()).hasSize(64);
        assertThat(Samples.parse(HEAD + "x=\n".repeat(998)).media()).isEmpty();
        assertThat(Samples.parse(HEAD + "a=" + "x".repeat(8 * 1024 - 2)).attributes()).hasSize(1);
    }

    @Test
    void refusesWhatIsBeyondTheLimits() {
        var media = "m=audio 9 RTP/AVP 0\n";
        var candidates = "a=candidate:1 1 udp 1 192.0.2.1 9 typ host\n".repeat(65);

        refused(HEAD + media.repeat(17), "more than 16 media at line 19 (RFC 8866 §5.14)");
        refused(
                HEAD + "m=audio 9 RTP/AVP" + " 0".repeat(65),
                "more than 64 formats at line 3 (RFC 8866 §5.14)");
        refused(HEAD + media + candidates, "more than 64 candidates at line 68 (RFC 8866 §5.13)");
        refused(HEAD + "x=\n".repeat(999), "more than 1000 lines at line 1001 (RFC 8866 §5)");
        refused(
                HEAD + "a=" + "x".repeat(8 * 1024 - 1),
                "more than 8192 characters at line 3 (RFC 8866 §5)");
        refused("v".repeat(64 * 1024 + 1), "more than 65536 bytes of SDP (RFC 8866 §5)");
    }

    private static void refused(String text, String complaint) {
        assertThatThrownBy(() -> SdpParser.parse(text))
                .isInstanceOf(MalformedException.class)
                .hasMessage(complaint);
    }
}
