package org.ringdown.sip.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.sip.Body;
import org.ringdown.sip.event.MessageSummary.Counts;
import org.ringdown.wire.MalformedException;

/** The examples of RFC 3842 §5.2 and §6, and what is nearly one. */
class MessageSummaryTest {
    /** §6, message 5 of the example flow. */
    static final String EXAMPLE =
            """
            Messages-Waiting: yes\r
            Message-Account: sip:alice@vmail.example.com\r
            Voice-Message: 4/8 (1/2)\r
            """;

    /** §5.2: with the headers of two messages, which are not read. */
    static final String WITH_MESSAGES =
            """
            Messages-Waiting: yes\r
            Message-Account: sip:alice@vmail.example.com\r
            Voice-Message: 2/8 (0/2)\r
            \r
            To: <alice@atlanta.example.com>\r
            From: <bob@biloxi.example.com>\r
            Subject: carpool tomorrow?\r
            Date: Sun, 09 Jul 2000 21:23:01 -0700\r
            Priority: normal\r
            Message-ID: 13784434989@vmail.example.com\r
            """;

    @Test
    void readsTheExample() throws Exception {
        assertThat(MessageSummary.parse(Body.of(EXAMPLE)))
                .isEqualTo(
                        new MessageSummary(
                                true,
                                Optional.of("sip:alice@vmail.example.com"),
                                Map.of("voice-message", new Counts(4, 8, 1, 2))));
    }

    @Test
    void stopsAtTheHeadersOfSingleMessages() throws Exception {
        assertThat(MessageSummary.parse(Body.of(WITH_MESSAGES)).freshVoice()).isEqualTo(2);
    }

    @Test
    void readsTheLeastThatASummaryMayBe() throws Exception {
        assertThat(MessageSummary.parse(Body.of("messages-waiting:NO")))
                .isEqualTo(new MessageSummary(false, Optional.empty(), Map.of()));
    }

    @Test
    void readsWhatAsteriskWrites() throws Exception {
        var summary =
                MessageSummary.parse(
                        Body.of(
                                "Messages-Waiting: yes\r\nMessage-Account: sip:asterisk@192.0.2.1\r\nVoice-Message: 1/0 (0/0)\r\n"));
        assertThat(summary.freshVoice()).isEqualTo(1);
    }

    @Test
    void writesWhatItReads() throws Exception {
        var summary = MessageSummary.parse(Body.of(EXAMPLE));

        assertThat(summary.write().text()).isEqualTo(EXAMPLE);
        assertThat(MessageSummary.parse(summary.write())).isEqualTo(summary);
    }

    @Test
    void writesNoSecondLineIntoAnAccount() {
        var forged =
                new MessageSummary(false, Optional.of("sip:a@b\r\nVoice-Message: 9/9"), Map.of());

        assertThatIllegalArgumentException().isThrownBy(forged::write);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    ~~                                            | Messages-Waiting: missing (RFC 3842 §5.2)
                    Voice-Message: 1/2                            | Messages-Waiting: missing (RFC 3842 §5.2)
                    Messages-Waiting: perhaps                     | Messages-Waiting: neither yes nor no (RFC 3842 §5.2)
                    Messages-Waiting                              | ':' expected in line 1 (RFC 3842 §5.2)
                    ~Messages-Waiting: yes\nVoice-Message: many~  | counts expected in line 2 (RFC 3842 §5.2)
                    ~Messages-Waiting: yes\nVoice-Message: -1/2~  | counts expected in line 2 (RFC 3842 §5.2)
                    ~Messages-Waiting: yes\nVoice-Message: 9999999999/2~ | counts expected in line 2 (RFC 3842 §5.2)
                    ~Messages-Waiting: yes\nVoice Message: 1/2~   | no message class in line 2 (RFC 3842 §5.2)
                    """)
    void saysWhatIsWrongAndWhere(String text, String complaint) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> MessageSummary.parse(Body.of(text.replace("\\n", "\n"))))
                .withMessage(complaint);
    }

    @Test
    void hasLimits() {
        var longOne = "Messages-Waiting: yes\r\n" + "X: y\r\n".repeat(700);
        var manyLines = "Messages-Waiting: yes\r\n" + "X: y\r\n".repeat(64);
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> MessageSummary.parse(Body.of(longOne)))
                .withMessageStartingWith("summary of more than 4096 bytes");
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> MessageSummary.parse(Body.of(manyLines)))
                .withMessageStartingWith("more than 64 lines");
    }
}
