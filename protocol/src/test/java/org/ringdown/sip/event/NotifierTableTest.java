package org.ringdown.sip.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.ringdown.sip.event.NotifierTable.Event;
import org.ringdown.sip.event.NotifierTable.State;

/** Arrow by arrow; what is not listed changes nothing. */
class NotifierTableTest {
    private static final String ARROWS =
            """
            QUIET   SUBSCRIBED TELLING TELL
            QUIET   CHANGED    TELLING TELL
            QUIET   ENDED      LEAVING TELL_LAST
            TELLING SUBSCRIBED STALE
            TELLING CHANGED    STALE
            TELLING ENDED      ENDING
            TELLING HEARD      QUIET
            TELLING LOST       OVER    FORGET
            STALE   HEARD      TELLING TELL
            STALE   ENDED      ENDING
            STALE   LOST       OVER    FORGET
            ENDING  HEARD      LEAVING TELL_LAST
            ENDING  LOST       OVER    FORGET
            LEAVING HEARD      OVER    FORGET
            LEAVING LOST       OVER    FORGET
            """;

    @Test
    void hasTheseArrowsAndNoOthers() {
        var expected = ARROWS.lines().map(line -> line.replaceAll(" +", " ").strip()).sorted();
        var actual = new ArrayList<String>();
        for (var state : State.values()) {
            for (var event : Event.values()) {
                var step = NotifierTable.on(state, event);
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
