package org.ringdown.sip.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.sip.Body;
import org.ringdown.sip.event.Pidf.Tuple;
import org.ringdown.wire.MalformedException;

/** The example of RFC 3863 §4.2.1, and what is nearly one. */
class PidfTest {
    static final String EXAMPLE =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <impp:presence xmlns:impp="urn:ietf:params:xml:ns:pidf"
                entity="pres:someone@example.com">
              <impp:tuple id="sg89ae">
                <impp:status>
                  <impp:basic>open</impp:basic>
                </impp:status>
                <impp:contact priority="0.8">tel:+09012345678</impp:contact>
              </impp:tuple>
            </impp:presence>
            """;

    @Test
    void readsTheExample() throws Exception {
        assertThat(Pidf.parse(Body.of(EXAMPLE)))
                .isEqualTo(
                        new Pidf(
                                "pres:someone@example.com",
                                List.of(
                                        new Tuple(
                                                "sg89ae",
                                                Optional.of(true),
                                                Optional.of("tel:+09012345678"),
                                                Optional.empty())),
                                List.of()));
    }

    @Test
    void readsWhatItWrites() throws Exception {
        var tuple =
                new Tuple(
                        "t1",
                        Optional.of(false),
                        Optional.of("sip:alice@example.com"),
                        Optional.of("On <the> phone & away"));
        var one = new Pidf("sip:alice@example.com", List.of(tuple), List.of("busy"));

        assertThat(Pidf.parse(one.write())).isEqualTo(one);
        assertThat(one.write().text()).contains("<basic>closed</basic>");
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    :pidf"         | :pidg"        | no presence (RFC 3863 §4.1)
                    entity=        | entita=       | entity: missing (RFC 3863 §4.1)
                    tuple id=      | tuple ix=     | id: missing (RFC 3863 §4.1)
                    impp:status>   | impp:stages>  | a tuple without a status (RFC 3863 §4.1)
                    >open<         | >ajar<        | basic: neither open nor closed (RFC 3863 §4.1)
                    """)
    void saysWhatIsWrong(String was, String is, String complaint) {
        assertThat(EXAMPLE).contains(was);
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> Pidf.parse(Body.of(EXAMPLE.replace(was, is))))
                .withMessage(complaint);
    }
}
