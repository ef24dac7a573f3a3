package org.ringdown.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes in the order of RFC 8866 §9, and so that reading gives back the same description. */
class SdpWriterTest {
    @Test
    void writesTheLinesInTheirOrder() {
        var audio =
                new MediaDescription(
                        "audio",
                        49170,
                        2,
                        "RTP/AVP",
                        List.of("0", "96"),
                        Optional.of(new Connection("2001:db8::1")),
                        List.of(new Bandwidth("AS", 64)),
                        List.of(new Attribute("ptime", "20"), new Attribute("sendrecv")));
        var sdp =
                new SessionDescription(
                        new Origin("alice", 1, 2, "IP4", "192.0.2.1"),
                        "",
                        Optional.of(new Connection("192.0.2.1")),
                        List.of(new Bandwidth("CT", 128)),
                        List.of(),
                        List.of(new Attribute("ice-lite")),
                        List.of(audio));

        assertThat(sdp.toString())
                .isEqualTo(
                        """
                        v=0
                        o=alice 1 2 IN IP4 192.0.2.1
                        s=-
                        c=IN IP4 192.0.2.1
                        b=CT:128
                        t=0 0
                        a=ice-lite
                        m=audio 49170/2 RTP/AVP 0 96
                        c=IN IP6 2001:db8::1
                        b=AS:64
                        a=ptime:20
                        a=sendrecv
                        """
                                .replace("\n", "\r\n"));
    }

    @Test
    void letsTheVersionOfTheOriginGrow() {
        var origin = new Origin(7, 2, "2001:db8::1");

        assertThat(origin.next()).isEqualTo(new Origin("-", 7, 3, "IP6", "2001:db8::1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\r\na=sendrecv", "x\n", "x\r", "x\0"})
    void cannotBeMadeToWriteLinesOfAPeer(String text) {
        assertRefused(() -> new Attribute("name", text));
        assertRefused(() -> new Attribute(text, ""));
        assertRefused(() -> new Connection(text));
        assertRefused(() -> new Origin(1, 1, text));
        assertRefused(() -> new Bandwidth(text, 1));
        assertRefused(() -> new Codec(text, 8000));
        assertRefused(() -> new PayloadType(96, Codec.OPUS, List.of(text)));
        assertRefused(() -> new Fingerprint("sha-256", text));
        assertRefused(() -> new IceCredentials(text + "ufrag", "0123456789abcdefghijkl"));
        assertRefused(() -> IceCandidate.hostUdp("1", 1, text, 9));
        assertRefused(() -> new Extmap(1, Optional.empty(), text));
        assertRefused(() -> new Msid(text, Optional.empty()));
        assertRefused(() -> media(text, "RTP/AVP", "0"));
        assertRefused(() -> media("audio", text, "0"));
        assertRefused(() -> media("audio", "RTP/AVP", text));
    }

    private static MediaDescription media(String kind, String protocol, String format) {
        return new MediaDescription(
                kind, 9, protocol, List.of(format), Optional.empty(), List.of());
    }

    private static void assertRefused(Supplier<Object> construction) {
        assertThatThrownBy(construction::get).isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<String> samples() {
        return Samples.all().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isReadBackAsWhatWasRead(String text) {
        var sdp = Samples.parse(text);

        assertThat(Samples.parse(sdp.toString())).isEqualTo(sdp);
    }

    @Test
    void isReadBackAsWhatWasWritten() {
        for (int seed = 0; seed < 300; seed++) {
            var sdp = new Generator(new Random(seed)).session();

            assertThat(Samples.parse(sdp.toString())).as("seed %d", seed).isEqualTo(sdp);
        }
    }

    /** Makes descriptions of everything the model can hold. */
    private record Generator(Random random) {
        SessionDescription session() {
            return new SessionDescription(
                    new Origin(token(), random.nextLong(), random.nextLong(), token(), token()),
                    random.nextInt(3) == 0 ? "" : text(),
                    connection(),
                    many(2, this::bandwidth),
                    many(3, () -> new Timing(random.nextLong(), random.nextLong())),
                    many(20, this::attribute),
                    many(16, this::media));
        }

        MediaDescription media() {
            return new MediaDescription(
                    token(),
                    random.nextInt(0x10000),
                    1 + random.nextInt(0xFFFF),
                    token(),
                    many(64, this::token),
                    connection(),
                    many(2, this::bandwidth),
                    many(20, this::attribute));
        }

        Optional<Connection> connection() {
            return random.nextBoolean()
                    ? Optional.of(new Connection(token(), token()))
                    : Optional.empty();
        }

        Bandwidth bandwidth() {
            return new Bandwidth(token().replace(":", ""), random.nextLong() >>> 1);
        }

        Attribute attribute() {
            return new Attribute(token().replace(":", ""), random.nextInt(4) == 0 ? "" : text());
        }

        /** One to eight characters that may stand in any field. */
        String token() {
            return "x" + characters(random.nextInt(8), "abcXYZ019-+./:*é\uFFFD");
        }

        String text() {
            return characters(1 + random.nextInt(60), "ab =:;/\t<>\"é漢\u0001");
        }

        String characters(int count, String from) {
            var text = new StringBuilder();
            for (int i = 0; i < count; i++) text.append(from.charAt(random.nextInt(from.length())));
            return text.toString();
        }

        <T> List<T> many(int most, Supplier<T> item) {
            var items = new ArrayList<T>();
            IntStream.range(0, random.nextInt(most + 1)).forEach(_ -> items.add(item.get()));
            return items;
        }
    }
}
