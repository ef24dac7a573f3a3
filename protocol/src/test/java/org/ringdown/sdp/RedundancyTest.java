package org.ringdown.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.wire.MalformedException;

class RedundancyTest {
    private static final List<Codec> OURS = List.of(Codec.G722, Codec.OPUS, Codec.PCMA);

    private static List<String> answered(String types, String map, String fmtp)
            throws MalformedException {
        var offer =
                """
                v=0
                o=- 1 2 IN IP4 127.0.0.1
                s=-
                t=0 0
                m=audio 9 UDP/TLS/RTP/SAVPF %s
                a=rtpmap:111 opus/48000/2
                a=rtpmap:63 %s
                %s
                a=rtpmap:8 PCMA/8000
                """
                        .formatted(types, map, fmtp);
        var offered = SdpParser.parse(offer.replace("\n", "\r\n")).sections().getFirst().codecs();
        return Redundancy.among(OURS, offered).stream().map(Codec::encoding).toList();
    }

    @Test
    void itsPlaceIsThatOfTheOffer() throws MalformedException {
        assertThat(answered("111 63 8", "red/48000/2", "a=fmtp:63 111/111"))
                .containsExactly("G722/8000", "opus/48000/2", "red/48000/2", "PCMA/8000");
        assertThat(answered("63 111 8", "red/48000/2", "a=fmtp:63 111/111"))
                .containsExactly("G722/8000", "red/48000/2", "opus/48000/2", "PCMA/8000");
        assertThat(answered("8 63 111", "red/48000/2", "a=fmtp:63 111/111/111"))
                .containsExactly("G722/8000", "red/48000/2", "opus/48000/2", "PCMA/8000");
    }

    @ParameterizedTest
    @CsvSource({
        "red/8000, a=fmtp:63 111/111",
        "red/48000, a=fmtp:63 111/111",
        "red/48000/2, a=fmtp:63 111/8",
        "red/48000/2, a=fmtp:63 8/8",
        "red/48000/2, a=fmtp:63 111",
        "red/48000/2, a=fmtp:63 111/",
        "red/48000/2, a=fmtp:63 111/111;more=1",
        "red/48000/2, a=x",
        "rad/48000/2, a=fmtp:63 111/111"
    })
    void whatSaysAgainAnythingButOpusIsNotUnderstood(String map, String fmtp)
            throws MalformedException {
        assertThat(answered("63 111 8", map, fmtp))
                .containsExactly("G722/8000", "opus/48000/2", "PCMA/8000");
    }

    @Test
    void withoutOpusThereIsNone() throws MalformedException {
        assertThat(answered("63 8", "red/48000/2", "a=fmtp:63 111/111"))
                .containsExactly("G722/8000", "opus/48000/2", "PCMA/8000");
    }
}
