package org.ringdown.sip.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.sip.Body;
import org.ringdown.sip.event.DialogInfo.Call;
import org.ringdown.sip.event.DialogInfo.Direction;
import org.ringdown.sip.event.DialogInfo.Party;
import org.ringdown.sip.event.DialogInfo.State;
import org.ringdown.wire.MalformedException;

/** The examples of RFC 4235 §4.3 and §6.1, and what is nearly one. */
class DialogInfoTest {
    /** §4.3: one of the document's calls, with its ends. */
    static final String EXAMPLE =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info"
                 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                 xsi:schemaLocation="urn:ietf:params:xml:ns:dialog-info"
                 version="1" state="full" entity="sip:alice@example.com">
               <dialog id="123456" call-id="a84b4c76e66710" local-tag="1928301774" direction="initiator">
                  <state event="remote-bye" code="200">confirmed</state>
                  <duration>274</duration>
                  <local>
                    <identity display="Alice">sip:alice@example.com</identity>
                    <target uri="sip:alice@pc33.example.com">
                      <param pname="isfocus" pval="true"/>
                    </target>
                  </local>
                  <remote>
                    <identity display="Bob">sip:bob@example.org</identity>
                    <target uri="sip:bobster@phone21.example.org"/>
                  </remote>
               </dialog>
            </dialog-info>
            """;

    @Test
    void readsTheExample() throws Exception {
        assertThat(DialogInfo.parse(Body.of(EXAMPLE)))
                .isEqualTo(
                        new DialogInfo(
                                1,
                                true,
                                "sip:alice@example.com",
                                List.of(
                                        new Call(
                                                "123456",
                                                Optional.of(Direction.INITIATOR),
                                                State.CONFIRMED,
                                                Optional.of(
                                                        new Party(
                                                                "sip:alice@example.com",
                                                                Optional.of("Alice"))),
                                                Optional.of(
                                                        new Party(
                                                                "sip:bob@example.org",
                                                                Optional.of("Bob")))))));
    }

    /** §6.1: nobody speaks. */
    @Test
    void readsAndWritesAnEmptyDocument() throws Exception {
        var nothing = new DialogInfo(0, true, "sip:alice@example.com", List.of());

        assertThat(nothing.write().text())
                .isEqualTo(
                        """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="0" state="full" entity="sip:alice@example.com"/>
                        """);
        assertThat(DialogInfo.parse(nothing.write())).isEqualTo(nothing);
    }

    @Test
    void readsWhatItWrites() throws Exception {
        var info = DialogInfo.parse(Body.of(EXAMPLE));

        assertThat(DialogInfo.parse(info.write())).isEqualTo(info);
    }

    @Test
    void aNameCannotBecomeMarkup() throws Exception {
        var mallory =
                new Party(
                        "sip:m@example.com?a=1&b=2",
                        Optional.of("\"/></dialog-info>\u0001<x>\uffff"));
        var call =
                new Call(
                        "1", Optional.empty(), State.EARLY, Optional.empty(), Optional.of(mallory));
        var written = new DialogInfo(0, true, "sip:a@b", List.of(call)).write();

        var read = DialogInfo.parse(written).calls().getFirst().remote().orElseThrow();

        assertThat(read)
                .isEqualTo(
                        new Party(
                                "sip:m@example.com?a=1&b=2", Optional.of("\"/></dialog-info><x>")));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    xml:ns:dialog-info   | xml:ns:other   | no dialog-info (RFC 4235 §4.1)
                    version="1"          | version="-1"   | version: not a number (RFC 4235 §4.1)
                    version="1"          | version="x"    | version: not a number (RFC 4235 §4.1)
                    entity=              | entita=        | entity: missing (RFC 4235 §4.1)
                    state="full"         | state="half"   | state: neither full nor partial (RFC 4235 §4.1)
                    >confirmed<          | >married<      | a dialog without a state (RFC 4235 §4.1)
                    dialog id=           | dialog ix=     | id: missing (RFC 4235 §4.1)
                    </remote>            | </local>       | not well formed in line 18 (XML 1.0)
                    """)
    void saysWhatIsWrong(String was, String is, String complaint) {
        assertThat(EXAMPLE).contains(was);
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> DialogInfo.parse(Body.of(EXAMPLE.replace(was, is))))
                .withMessage(complaint);
    }
}
