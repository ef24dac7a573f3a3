package org.ringdown.sip.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.ringdown.sip.event.SubscriberTable.Event;
import org.ringdown.sip.event.SubscriberTable.State;

/** Arrow by arrow; what is not listed changes nothing. */
class SubscriberTableTest {
    private static final String ARROWS =
            """
            OFF      START          ASKING   ASK
            ASKING   GRANTED        ON       REFRESH_LATER TELL_ON
            ASKING   TOO_BRIEF      ASKING   ASK
            ASKING   FAILED         WAITING  FORGET_DIALOG RETRY_SOON TELL_FAILURE
            ASKING   ENDED          WAITING  FORGET_DIALOG RETRY_SOON TELL_FAILURE
            ASKING   REFUSED        WAITING  FORGET_DIALOG RETRY_LATE TELL_FAILURE
            ASKING   ENDED_FOR_LONG WAITING  FORGET_DIALOG RETRY_LATE TELL_FAILURE
            ASKING   STOP           STOPPING
            ON       DUE            ASKING   ASK
            ON       START          ASKING   ASK
            ON       ENDED          WAITING  FORGET_DIALOG RETRY_SOON TELL_FAILURE
            ON       ENDED_FOR_LONG WAITING  FORGET_DIALOG RETRY_LATE TELL_FAILURE
            ON       STOP           LEAVING  LEAVE
            WAITING  DUE            ASKING   ASK
            WAITING  START          ASKING   ASK
            WAITING  STOP           OFF      TELL_OVER
            STOPPING GRANTED        LEAVING  LEAVE
            STOPPING START          ASKING
            STOPPING TOO_BRIEF      OFF      FORGET_DIALOG TELL_OVER
            STOPPING FAILED         OFF      FORGET_DIALOG TELL_OVER
            STOPPING REFUSED        OFF      FORGET_DIALOG TELL_OVER
            STOPPING ENDED          OFF      FORGET_DIALOG TELL_OVER
            STOPPING ENDED_FOR_LONG OFF      FORGET_DIALOG TELL_OVER
            LEAVING  GRANTED        OFF      FORGET_DIALOG TELL_OVER
            LEAVING  TOO_BRIEF      OFF      FORGET_DIALOG TELL_OVER
            LEAVING  FAILED         OFF      FORGET_DIALOG TELL_OVER
            LEAVING  REFUSED        OFF      FORGET_DIALOG TELL_OVER
            LEAVING  ENDED          OFF      FORGET_DIALOG TELL_OVER
            LEAVING  ENDED_FOR_LONG OFF      FORGET_DIALOG TELL_OVER
            """;

    @Test
    void hasTheseArrowsAndNoOthers() {
        var expected = ARROWS.lines().map(line -> line.replaceAll(" +", " ").strip()).sorted();
        var actual = new ArrayList<String>();
        for (var state : State.values()) {
            for (var event : Event.values()) {
                var step = SubscriberTable.on(state, event);
                var orders =
                        step.orders().stream()
                                .map(order -> " " + order)
                                .collect(Collectors.joining());
                boolean arrow = step.next() != state || !step.orders().isEmpty();
                if (arrow) actual.add(state + " " + event + " " + step.next() + orders);
            }
        }
        assertThat(actual.stream().sorted().collect(Collectors.joining("\n")))
                .isEqualTo(expected.collect(Collectors.joining("\n")));
    }
}
