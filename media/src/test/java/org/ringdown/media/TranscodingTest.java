package org.ringdown.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranscodingTest {
    private static final Transcoding ALL =
            new Transcoding(List.of(Codec.OPUS, Codec.G722, Codec.PCMA, Codec.PCMU));

    @ParameterizedTest
    @CsvSource({
        "pcma,               pcma opus g722 pcmu",
        "pcmu opus,          pcmu opus g722 pcma",
        "g729,               g729",
        "g729 pcma,          g729 pcma opus g722 pcmu"
    })
    void offersWhatIsThereFirst(String theirs, String offered) {
        assertThat(ALL.offered(codecs(theirs))).isEqualTo(codecs(offered));
        assertThat(Transcoding.NONE.offered(codecs(theirs))).isEqualTo(codecs(theirs));
    }

    @ParameterizedTest
    @CsvSource({
        // able to do; the other speaks; so it speaks; where nothing is converted
        "opus pcma,   pcma opus,  pcma opus,  pcma opus",
        "opus event,  pcma event, opus event, ''",
        "opus g722,   pcma,       opus g722,  ''",
        "opus,        event,      '',         ''",
        "opus,        g729,       '',         ''",
        "g729,        opus,       '',         ''",
        "g729,        g729,       g729,       g729",
        "event,       event,      '',         ''"
    })
    void speaksWhatBothCanDoElseWhatIsConverted(
            String able, String theirs, String spoken, String without) {
        var one = codecs(able);
        var other = codecs(theirs);
        assertThat(ALL.spoken(one, other)).isEqualTo(codecs(spoken));
        assertThat(Transcoding.NONE.spoken(one, other)).isEqualTo(codecs(without));
        assertThat(ALL.joins(one, other)).isEqualTo(!spoken.isEmpty());
        assertThat(Transcoding.NONE.joins(one, other)).isEqualTo(!without.isEmpty());
    }

    private static List<Codec> codecs(String names) {
        return Stream.of(names.split(" "))
                .filter(name -> !name.isEmpty())
                .map(TranscodingTest::codec)
                .toList();
    }

    private static Codec codec(String name) {
        return switch (name) {
            case "opus" -> Codec.OPUS;
            case "event" -> Codec.telephoneEvent(8000);
            default -> new Codec(name, 8000, 1);
        };
    }
}
