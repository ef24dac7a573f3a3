package org.ringdown.sip.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.ringdown.sip.transaction.Event.Heard;
import org.ringdown.sip.transaction.Event.Said;
import org.ringdown.sip.transaction.Step.Start;
import org.ringdown.sip.transaction.Step.Stop;

/**
 * The machines arrow by arrow, as drawn in RFC 3261 figures 5, 6 and 8 and RFC 6026 figures 3 and 4, and no arrow more.
 *
 * <p>A row is state, event, next state, actions; {@code +X} starts timer X and {@code -X} stops it.
 */
class MachineTest {
    private static final String INVITE_CLIENT =
            """
            CALLING    A              CALLING     SEND +A
            CALLING    B              TERMINATED  TIME_OUT
            CALLING    FAILED         TERMINATED  FAIL
            CALLING    h:PROVISIONAL  PROCEEDING  DELIVER -A +C
            CALLING    h:SUCCESS      ACCEPTED    DELIVER -A +M
            CALLING    h:FAILURE      COMPLETED   ACKNOWLEDGE DELIVER -A +D
            CALLING    s:CANCEL       ABANDONED
            ABANDONED  A              ABANDONED   SEND +A
            ABANDONED  B              TERMINATED  TIME_OUT
            ABANDONED  FAILED         TERMINATED  FAIL
            ABANDONED  h:PROVISIONAL  CANCELLED   DELIVER CANCEL -A +B
            ABANDONED  h:SUCCESS      ACCEPTED    DELIVER -A +M
            ABANDONED  h:FAILURE      COMPLETED   ACKNOWLEDGE DELIVER -A +D
            PROCEEDING h:PROVISIONAL  PROCEEDING  DELIVER +C
            PROCEEDING h:SUCCESS      ACCEPTED    DELIVER -A +M
            PROCEEDING h:FAILURE      COMPLETED   ACKNOWLEDGE DELIVER -A +D
            PROCEEDING s:CANCEL       CANCELLED   CANCEL +B
            PROCEEDING C              CANCELLED   CANCEL +B
            CANCELLED  h:PROVISIONAL  CANCELLED   DELIVER
            CANCELLED  h:SUCCESS      ACCEPTED    DELIVER -A +M
            CANCELLED  h:FAILURE      COMPLETED   ACKNOWLEDGE DELIVER -A +D
            CANCELLED  B              TERMINATED  TIME_OUT
            ACCEPTED   h:SUCCESS      ACCEPTED    DELIVER
            ACCEPTED   h:SUCCESS_AGAIN ACCEPTED   ACKNOWLEDGE_AGAIN
            ACCEPTED   M              TERMINATED
            COMPLETED  h:FAILURE      COMPLETED   ACKNOWLEDGE
            COMPLETED  D              TERMINATED
            COMPLETED  FAILED         TERMINATED
            """;
    private static final String OTHER_CLIENT =
            """
            TRYING     E              TRYING      SEND +E
            TRYING     F              TERMINATED  TIME_OUT
            TRYING     FAILED         TERMINATED  FAIL
            TRYING     h:PROVISIONAL  PROCEEDING  DELIVER SLOW_DOWN
            TRYING     h:SUCCESS      COMPLETED   DELIVER -E +K
            TRYING     h:FAILURE      COMPLETED   DELIVER -E +K
            PROCEEDING E              PROCEEDING  SEND +E
            PROCEEDING F              TERMINATED  TIME_OUT
            PROCEEDING FAILED         TERMINATED  FAIL
            PROCEEDING h:PROVISIONAL  PROCEEDING  DELIVER SLOW_DOWN
            PROCEEDING h:SUCCESS      COMPLETED   DELIVER -E +K
            PROCEEDING h:FAILURE      COMPLETED   DELIVER -E +K
            COMPLETED  K              TERMINATED
            """;
    private static final String INVITE_SERVER =
            """
            PROCEEDING h:REQUEST_AGAIN PROCEEDING SEND
            PROCEEDING s:PROVISIONAL  PROCEEDING  SEND +C
            PROCEEDING s:SUCCESS      ACCEPTED    SEND +G +L
            PROCEEDING s:FAILURE      COMPLETED   SEND +G +H
            PROCEEDING h:CANCEL       CANCELLED   DELIVER
            PROCEEDING C              TERMINATED  TIME_OUT
            PROCEEDING FAILED         PROCEEDING  FAIL
            CANCELLED  h:REQUEST_AGAIN CANCELLED  SEND
            CANCELLED  s:PROVISIONAL  CANCELLED   SEND +C
            CANCELLED  s:SUCCESS      ACCEPTED    SEND +G +L
            CANCELLED  s:FAILURE      COMPLETED   SEND +G +H
            CANCELLED  C              TERMINATED  TIME_OUT
            CANCELLED  FAILED         CANCELLED   FAIL
            ACCEPTED   G              ACCEPTED    SEND +G
            ACCEPTED   h:ACK          ACKNOWLEDGED DELIVER -G
            ACCEPTED   L              TERMINATED  MISS_ACK
            ACCEPTED   FAILED         ACCEPTED    FAIL
            ACKNOWLEDGED L            TERMINATED
            COMPLETED  h:REQUEST_AGAIN COMPLETED  SEND
            COMPLETED  G              COMPLETED   SEND +G
            COMPLETED  h:ACK          CONFIRMED   -G +I
            COMPLETED  H              TERMINATED
            COMPLETED  FAILED         COMPLETED   FAIL
            CONFIRMED  I              TERMINATED
            """;
    private static final String OTHER_SERVER =
            """
            TRYING     s:PROVISIONAL  PROCEEDING  SEND
            TRYING     s:SUCCESS      COMPLETED   SEND +J
            TRYING     s:FAILURE      COMPLETED   SEND +J
            TRYING     F              TERMINATED  TIME_OUT
            TRYING     FAILED         TERMINATED  FAIL
            PROCEEDING h:REQUEST_AGAIN PROCEEDING SEND
            PROCEEDING s:PROVISIONAL  PROCEEDING  SEND
            PROCEEDING s:SUCCESS      COMPLETED   SEND +J
            PROCEEDING s:FAILURE      COMPLETED   SEND +J
            PROCEEDING F              TERMINATED  TIME_OUT
            PROCEEDING FAILED         TERMINATED  FAIL
            COMPLETED  h:REQUEST_AGAIN COMPLETED  SEND
            COMPLETED  J              TERMINATED
            COMPLETED  FAILED         TERMINATED  FAIL
            """;

    @Test
    void sendsAnInviteAsDrawn() {
        assertEquals("CALLING SEND +A +B", written(Machine.INVITE_CLIENT.begin(false)));
        assertIsExactly(INVITE_CLIENT, Machine.INVITE_CLIENT, false);
    }

    @Test
    void sendsOtherRequestsAsDrawn() {
        assertEquals("TRYING SEND +E +F", written(Machine.OTHER_CLIENT.begin(false)));
        assertIsExactly(OTHER_CLIENT, Machine.OTHER_CLIENT, false);
    }

    @Test
    void receivesAnInviteAsDrawn() {
        assertEquals("PROCEEDING SEND DELIVER +C", written(Machine.INVITE_SERVER.begin(false)));
        assertIsExactly(INVITE_SERVER, Machine.INVITE_SERVER, false);
    }

    @Test
    void receivesOtherRequestsAsDrawn() {
        assertEquals("TRYING DELIVER +F", written(Machine.OTHER_SERVER.begin(false)));
        assertIsExactly(OTHER_SERVER, Machine.OTHER_SERVER, false);
    }

    /** Table 4: timers A, D, E, I, J and K do not run, and what waited for D, I, J or K is over at once. G repeats a 2xx even so. */
    @Test
    void repeatsAndLingersNotWhereTheTransportIsReliable() {
        assertEquals("CALLING SEND +B", written(Machine.INVITE_CLIENT.begin(true)));
        assertEquals("TRYING SEND +F", written(Machine.OTHER_CLIENT.begin(true)));
        assertIsExactly(
                INVITE_CLIENT.replaceAll(
                        "COMPLETED +ACKNOWLEDGE DELIVER -A \\+D", "TERMINATED ACKNOWLEDGE DELIVER"),
                Machine.INVITE_CLIENT,
                true);
        assertIsExactly(
                OTHER_CLIENT.replaceAll("COMPLETED +DELIVER -E \\+K", "TERMINATED DELIVER"),
                Machine.OTHER_CLIENT,
                true);
        assertIsExactly(
                INVITE_SERVER
                        .replace("SEND +G +H", "SEND +H")
                        .replaceAll("CONFIRMED +-G \\+I", "TERMINATED"),
                Machine.INVITE_SERVER,
                true);
        assertIsExactly(
                OTHER_SERVER.replaceAll("COMPLETED +SEND \\+J", "TERMINATED SEND"),
                Machine.OTHER_SERVER,
                true);
    }

    /** Walks from the beginning over every event: no state without a timer but the end, so that nothing waits for ever. */
    @Test
    void leavesNoTransactionWithoutADeadline() {
        for (var machine : Machine.values()) {
            for (boolean reliable : List.of(true, false)) {
                var first = machine.begin(reliable);
                assertNeverWaitsForEver(
                        machine,
                        reliable,
                        first.next(),
                        timersAfter(Set.of(), first),
                        new HashSet<>());
            }
        }
    }

    private record Seen(State state, Set<Timer> running) {}

    private static void assertNeverWaitsForEver(
            Machine machine, boolean reliable, State state, Set<Timer> running, Set<Seen> seen) {
        if (state == State.TERMINATED || !seen.add(new Seen(state, running))) return;
        assertTrue(
                running.stream().anyMatch(timer -> !timer.repeats()),
                machine + " in " + state + " runs " + running);
        for (var event : events()) {
            if (event instanceof Timer timer && !running.contains(timer)) continue;
            var step = machine.on(state, event, reliable);
            if (event instanceof Timer timer && !timer.repeats()) {
                assertTrue(
                        !step.equals(Step.go(state)),
                        machine + " in " + state + " ignores timer " + timer);
            }
            assertNeverWaitsForEver(
                    machine, reliable, step.next(), timersAfter(running, step), seen);
        }
    }

    private static Set<Timer> timersAfter(Set<Timer> before, Step step) {
        var running = new HashSet<>(before);
        for (var action : step.actions()) {
            if (action instanceof Start(var timer)) {
                running.removeIf(other -> other.repeats() == timer.repeats());
                running.add(timer);
            }
            if (action instanceof Stop(var timer))
                running.removeIf(other -> other.repeats() == timer.repeats());
        }
        return running;
    }

    private static void assertIsExactly(String table, Machine machine, boolean reliable) {
        var expected =
                table.lines().map(line -> line.replaceAll(" +", " ").strip()).sorted().toList();
        var actual = new ArrayList<String>();
        for (var state : State.values()) {
            for (var event : events()) {
                var step = machine.on(state, event, reliable);
                if (!step.equals(Step.go(state)))
                    actual.add(state + " " + name(event) + " " + written(step));
            }
        }
        assertEquals(
                String.join("\n", expected),
                actual.stream().sorted().collect(Collectors.joining("\n")));
    }

    private static List<Event> events() {
        var events = new ArrayList<Event>();
        events.addAll(List.of(Timer.values()));
        events.addAll(List.of(Heard.values()));
        events.addAll(List.of(Said.values()));
        events.addAll(List.of(Event.Transport.values()));
        return events;
    }

    private static String name(Event event) {
        return switch (event) {
            case Heard heard -> "h:" + heard;
            case Said said -> "s:" + said;
            default -> event.toString();
        };
    }

    private static String written(Step step) {
        var words = new ArrayList<String>(List.of(step.next().toString()));
        for (var action : step.actions()) {
            words.add(
                    switch (action) {
                        case Start(var timer) -> "+" + timer;
                        case Stop(var timer) -> "-" + timer;
                        case Step.Do what -> what.toString();
                    });
        }
        return String.join(" ", words);
    }
}
