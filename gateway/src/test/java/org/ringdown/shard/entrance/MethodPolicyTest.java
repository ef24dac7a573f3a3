package org.ringdown.shard.entrance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.shard.entrance.MethodPolicy.Verdict;
import org.ringdown.shard.entrance.MethodPolicy.Who;

/** The whole table, written a second time: whoever changes one has to mean it. Status 0 is "allowed". */
class MethodPolicyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    INVITE    401 0   0   0
                    REGISTER  401 0   403 403
                    OPTIONS   0   0   0   0
                    MESSAGE   401 0   403 0
                    SUBSCRIBE 401 0   403 403
                    NOTIFY    481 481 481 0
                    BYE       481 481 481 481
                    INFO      481 481 481 481
                    PRACK     481 481 481 481
                    UPDATE    481 481 481 481
                    REFER     481 481 481 481
                    PUBLISH   405 405 405 405
                    BREW      405 405 405 405
                    invite    405 405 405 405
                    """)
    void whoMayAskWhat(String row) {
        var cells = row.split(" +");
        for (var who : Who.values()) {
            int expected = Integer.parseInt(cells[1 + who.ordinal()]);
            assertThat(MethodPolicy.of(cells[0], who).status())
                    .as("%s by %s", cells[0], who)
                    .isEqualTo(expected);
        }
    }

    @Test
    void aStrangerMayAskNothingButWhatWeCanDo() {
        for (var method :
                new String[] {"INVITE", "REGISTER", "MESSAGE", "SUBSCRIBE", "NOTIFY", "INFO"}) {
            assertThat(MethodPolicy.of(method, Who.STRANGER)).isNotEqualTo(Verdict.ALLOWED);
        }
    }

    @Test
    void allowSaysTheTruth() {
        assertThat(MethodPolicy.allow().split(", "))
                .contains(
                        "INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "REGISTER", "MESSAGE", "INFO")
                .doesNotContain("PUBLISH")
                .doesNotHaveDuplicates()
                .isSorted();
    }
}
