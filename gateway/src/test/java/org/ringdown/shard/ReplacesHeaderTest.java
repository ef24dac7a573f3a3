package org.ringdown.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.sip.dialog.DialogId;

/** Replaces (RFC 3891 §6.1), read from our end: the to-tag is ours. */
class ReplacesHeaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    425928@bobster.example.org;to-tag=7743;from-tag=6472           | 425928@bobster.example.org | false
                    98732@sip.example.com ; from-tag=6472 ; to-tag=7743            | 98732@sip.example.com      | false
                    12@a;TO-TAG=7743;From-Tag=6472;early-only                      | 12@a                       | true
                    12@a;to-tag=7743;from-tag=6472;something=else;EARLY-ONLY       | 12@a                       | true
                    """)
    void namesADialogOfOurs(String value, String callId, boolean early) {
        assertThat(Replaces.parse(value))
                .contains(new Replaces(new DialogId(callId, "7743", "6472"), early));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                ";;;",
                "id",
                "id;to-tag=a",
                "id;from-tag=b",
                "id;to-tag=;from-tag=b",
                ";to-tag=a;from-tag=b",
                "id;early-only"
            })
    void whatNamesNone(String value) {
        assertThat(Replaces.parse(value)).isEmpty();
    }

    @Test
    void whatIsTooLongIsNotRead() {
        assertThat(Replaces.parse("i".repeat(600) + ";to-tag=a;from-tag=b")).isEmpty();
    }

    @Test
    void othersSeeItTheOtherWayRound() {
        var ours = new Replaces(new DialogId("id", "ours", "theirs"), true);
        assertThat(ours.asTheySeeIt()).isEqualTo("id;to-tag=theirs;from-tag=ours;early-only");
        assertThat(Replaces.parse(ours.asTheySeeIt()))
                .contains(new Replaces(new DialogId("id", "theirs", "ours"), true));
    }

    @Test
    void nothingMakesItFail() {
        var random = new Random(3891);
        var alphabet = ";=to-tagfromearlyonly id@\"%\r\n\u0000";
        for (int i = 0; i < 20_000; i++) {
            var value = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--)
                value.append(alphabet.charAt(random.nextInt(alphabet.length())));
            assertThatCode(() -> Replaces.parse(value.toString())).doesNotThrowAnyException();
        }
    }
}
