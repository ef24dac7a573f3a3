package org.ringdown.sip.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.ringdown.sip.registration.RegistrationTable.Event;
import org.ringdown.sip.registration.RegistrationTable.State;

/** Arrow by arrow; what is not listed changes nothing. */
class RegistrationTableTest {
    private static final String ARROWS =
            """
            OFF      START      ASKING   ASK
            ASKING   GRANTED    ON       REFRESH_LATER TELL_ON
            ASKING   CHALLENGED ASKING   ANSWER
            ASKING   TOO_BRIEF  ASKING   ASK
            ASKING   FAILED     WAITING  RETRY_SOON TELL_FAILURE
            ASKING   REFUSED    WAITING  RETRY_LATE TELL_FAILURE
            ASKING   STOP       STOPPING
            ON       DUE        ASKING   ASK
            ON       START      ASKING   ASK
            ON       STOP       LEAVING  LEAVE
            WAITING  DUE        ASKING   ASK
            WAITING  START      ASKING   ASK
            WAITING  STOP       OFF      TELL_OVER
            STOPPING GRANTED    LEAVING  LEAVE
            STOPPING CHALLENGED LEAVING  LEAVE
            STOPPING TOO_BRIEF  LEAVING  LEAVE
            STOPPING FAILED     LEAVING  LEAVE
            STOPPING REFUSED    LEAVING  LEAVE
            STOPPING START      ASKING
            LEAVING  CHALLENGED LEAVING  ANSWER
            LEAVING  GRANTED    OFF      TELL_OVER
            LEAVING  TOO_BRIEF  OFF      TELL_OVER
            LEAVING  FAILED     OFF      TELL_OVER
            LEAVING  REFUSED    OFF      TELL_OVER
            """;

    @Test
    void hasTheseArrowsAndNoOthers() {
        var expected = ARROWS.lines().map(line -> line.replaceAll(" +", " ").strip()).sorted();
        var actual = new ArrayList<String>();
        for (var state : State.values()) {
            for (var event : Event.values()) {
                var step = RegistrationTable.on(state, event);
                var orders =
                        step.orders().stream()
                                .map(order -> " " + order)
                                .collect(Collectors.joining());
                boolean arrow = step.next() != state || !step.orders().isEmpty();
                if (arrow) actual.add(state + " " + event + " " + step.next() + orders);
            }
        }
        assertEquals(
                expected.collect(Collectors.joining("\n")),
                actual.stream().sorted().collect(Collectors.joining("\n")));
    }
}
