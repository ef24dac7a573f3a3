package org.ringdown.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.call.CallRecord;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.call.Ending.By;
import org.ringdown.call.Party;
import org.ringdown.page.ToPage;
import org.ringdown.testkit.phone.PhoneEnding;

/** Both ends are told the same, each from its own place; anything else is noticed. */
class EndingsTest {
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    hangup,             local,  false, HANGUP,       CALLER, true
                    hangup,             remote, true,  HANGUP,       CALLER, true
                    hangup,             remote, false, HANGUP,       CALLER, false
                    hangup,             local,  true,  HANGUP,       CALLEE, true
                    no-answer,          system, true,  NO_ANSWER,    SYSTEM, true
                    no-answer,          local,  false, NO_ANSWER,    SYSTEM, false
                    hangup,             local,  false, CANCELED,     CALLER, false
                    network-lost,       system, false, NETWORK_LOST, SYSTEM, true
                    # One of several who were called; the call goes on with another.
                    answered-elsewhere, local,  true,  HANGUP,       CALLER, true
                    busy,               local,  true,  HANGUP,       CALLER, true
                    answered-elsewhere, local,  false, HANGUP,       CALLER, false
                    """)
    void whatAPageIsTold(
            String reason,
            String by,
            boolean calledUs,
            EndReason recorded,
            By whose,
            boolean right) {
        var told =
                new ToPage.Ended("c1.0", reason, by, Optional.empty(), OptionalInt.empty(), 1000);
        var complaint = Endings.page(told, calledUs, Optional.of(record(recorded, whose)));
        assertThat(complaint.isEmpty()).isEqualTo(right);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    WAS_HUNG_UP,  0,   Q.850;cause=16, HANGUP,       true
                    WAS_HUNG_UP,  0,   '',             HANGUP,       false
                    WAS_HUNG_UP,  0,   Q.850;cause=41, NETWORK_LOST, true
                    WAS_HUNG_UP,  0,   Q.850;cause=16, NETWORK_LOST, false
                    WAS_HUNG_UP,  0,   SIP;cause=200,  HANGUP,       true
                    WAS_CANCELED, 0,   SIP;cause=487,  CANCELED,     true
                    WAS_CANCELED, 0,   SIP;cause=487,  HANGUP,       true
                    WAS_CANCELED, 0,   Q.850;cause=16, HANGUP,       false
                    WAS_CANCELED, 0,   SIP;cause=200,  HANGUP,       true
                    WAS_REFUSED,  486, '',             BUSY,         true
                    WAS_REFUSED,  603, '',             BUSY,         false
                    WAS_REFUSED,  480, '',             UNAVAILABLE,  true
                    HUNG_UP,      0,   '',             BUSY,         true
                    """)
    void whatAPhoneIsTold(
            PhoneEnding.Kind kind, int status, String header, EndReason recorded, boolean right) {
        var reason = Optional.of(header).filter(text -> !text.isEmpty());
        var told = new PhoneEnding(kind, status, reason);
        var complaint = Endings.phone(told, record(recorded, By.CALLEE));
        assertThat(complaint.isEmpty()).isEqualTo(right);
    }

    private static CallRecord record(EndReason reason, By by) {
        var party = new Party("sip:alice@here", Optional.empty(), Optional.empty());
        return new CallRecord(
                "c1",
                "bob",
                party,
                "page",
                Optional.of(party),
                Optional.of("sip"),
                Instant.EPOCH,
                Optional.of(Instant.EPOCH),
                Instant.EPOCH,
                Ending.of(reason, by));
    }
}
