package org.ringdown.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.call.CallEvent.Holds;
import org.ringdown.call.CallEvent.Unholds;
import org.ringdown.call.CallOrder.Join;
import org.ringdown.call.CallOrder.Part;
import org.ringdown.call.CallOrder.PassKeys;
import org.ringdown.call.CallOrder.TellHold;
import org.ringdown.call.CallState.Talking;

/** Two sides talk, a and b: each may hold the other, and let go, for itself. */
class TalkTableTest {
    private static final Keys ONE = new Keys("1", Duration.ZERO, Duration.ZERO, true);

    private CallState state = new Talking("a", "b", org.ringdown.call.Holds.NONE);

    @Test
    void whoIsHeldHearsNobodyAndIsToldSo() {
        assertThat(on(new Holds("a", Hold.SILENT)))
                .containsExactly(
                        new Part("b"),
                        new TellHold("a", true, false),
                        new TellHold("b", false, true));
        assertThat(on(new Holds("a", Hold.SILENT))).isEmpty();
        assertThat(on(new Unholds("a")))
                .containsExactly(
                        new TellHold("a", false, false),
                        new TellHold("b", false, false),
                        new Join("b"));
        assertThat(on(new Unholds("a"))).isEmpty();
    }

    @Test
    void aSideThatPlaysSomethingWhileItHoldsGoesOnBeingHeard() {
        assertThat(on(new Holds("b", Hold.PLAYING)))
                .containsExactly(new TellHold("a", false, true), new TellHold("b", true, false));
        assertThat(on(new CallEvent.MediaReplaced("a"))).containsExactly(new Join("b"));
        assertThat(on(new Unholds("b")))
                .containsExactly(new TellHold("a", false, false), new TellHold("b", false, false));
    }

    @Test
    void bothMayHoldAndLetGoInEitherOrder() {
        for (var first : List.of("a", "b")) {
            String second = first.equals("a") ? "b" : "a";
            state = new Talking("a", "b", org.ringdown.call.Holds.NONE);
            on(new Holds("a", Hold.SILENT));
            assertThat(on(new Holds("b", Hold.PLAYING)))
                    .containsExactly(
                            new Part("b"),
                            new TellHold("a", true, true),
                            new TellHold("b", true, true));
            assertThat(on(new Unholds(first)))
                    .contains(new TellHold(first, false, true), new TellHold(second, true, false));
            assertThat(on(new Unholds(second))).contains(new TellHold("a", false, false));
            assertThat(state).isEqualTo(new Talking("a", "b", org.ringdown.call.Holds.NONE));
        }
    }

    @Test
    void soundIsJoinedOnceNobodyIsSilent() {
        on(new Holds("a", Hold.SILENT));
        on(new Holds("b", Hold.PLAYING));
        assertThat(on(new Unholds("a"))).contains(new Join("b"));
        assertThat(on(new Holds("b", Hold.SILENT))).contains(new Part("b"));
    }

    @Test
    void keysAreNotPassedWhileSomebodyHolds() {
        assertThat(on(new CallEvent.KeysPressed("b", ONE))).containsExactly(new PassKeys("a", ONE));
        on(new Holds("a", Hold.SILENT));
        assertThat(on(new CallEvent.KeysPressed("a", ONE))).isEmpty();
        assertThat(on(new CallEvent.KeysPressed("b", ONE))).isEmpty();
    }

    @Test
    void newMediaOfAHeldCallIsNotJoined() {
        on(new Holds("a", Hold.SILENT));
        assertThat(on(new CallEvent.MediaReplaced("a"))).isEmpty();
    }

    @Test
    void whoHoldsIsNotForgottenWhenThatLegIsReplaced() {
        var talking = new Talking("a", "b", new org.ringdown.call.Holds(Map.of("b", Hold.SILENT)));
        assertThat(talking.replacing("a", "c", Optional.empty()))
                .isEqualTo(
                        new Talking(
                                "c", "b", new org.ringdown.call.Holds(Map.of("b", Hold.SILENT))));
        assertThat(talking.replacing("b", "c", Optional.empty()))
                .isEqualTo(new Talking("a", "c", org.ringdown.call.Holds.NONE));
    }

    private List<CallOrder> on(CallEvent event) {
        var step = CallState.on(state, event);
        state = step.next();
        return step.orders();
    }
}
