package org.ringdown.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ringdown.call.CallEvent.Answers;
import org.ringdown.call.CallEvent.Leaves;
import org.ringdown.call.CallEvent.Replaces;
import org.ringdown.call.CallEvent.WaitedTooLong;
import org.ringdown.call.CallOrder.Close;
import org.ringdown.call.CallOrder.Depart;
import org.ringdown.call.CallOrder.End;
import org.ringdown.call.CallOrder.Introduce;
import org.ringdown.call.CallOrder.Join;
import org.ringdown.call.CallOrder.Patience;
import org.ringdown.call.CallOrder.Say;
import org.ringdown.call.CallOrder.StartPatience;
import org.ringdown.call.CallOrder.TellTransfer;
import org.ringdown.call.CallOrder.Welcome;
import org.ringdown.call.CallState.Calling;
import org.ringdown.call.CallState.Ended;
import org.ringdown.call.CallState.Replacing;
import org.ringdown.call.CallState.Talking;
import org.ringdown.call.CallState.Transferring;
import org.ringdown.call.Ending.By;
import org.ringdown.media.Codec;

/** Alice (a) and bob (b) talk; another phone of bob's (c) comes for the place of the one that he has. */
class ReplaceTableTest {
    private static final List<Codec> CODECS = List.of(Codec.PCMA);
    private static final Ending HANGUP = Ending.of(EndReason.HANGUP, By.CALLEE);
    private static final Ending TRANSFERRED = Ending.of(EndReason.TRANSFERRED, By.CALLEE);
    private static final Ending DECLINED = Ending.of(EndReason.DECLINED, By.SYSTEM);
    private static final Ending BUSY = Ending.of(EndReason.BUSY, By.SYSTEM);
    private static final Replaces COMES = new Replaces("b", "c", CODECS);

    private CallState state;

    @BeforeEach
    void talk() {
        state = new Talking("a", "b", Holds.NONE);
    }

    @Test
    void whoeverComesIsLetInAndThenTheOtherLeaves() {
        assertThat(on(COMES))
                .containsExactly(new StartPatience(Patience.OFFER), new Welcome("c", "a", CODECS));
        assertThat(on(new Answers("c", CODECS)))
                .contains(new Depart("b", TRANSFERRED), new Introduce("a", "c"), new Join("c"));
        assertThat(state).isEqualTo(new Talking("a", "c", Holds.NONE));
    }

    @Test
    void theCallersPlaceToo() {
        on(new Replaces("a", "c", CODECS));
        on(new Answers("c", CODECS));
        assertThat(state).isEqualTo(new Talking("c", "b", Holds.NONE));
    }

    @Test
    void aHoldOfWhoeverLeavesGoesWithThem() {
        on(new CallEvent.Holds("b", Hold.SILENT));
        on(COMES);
        on(new Answers("c", CODECS));
        assertThat(((Talking) state).holds().isEmpty()).isTrue();
    }

    @Test
    void whoeverIsReplacedMayHangUpBefore() {
        on(COMES);
        assertThat(on(new Leaves("b", HANGUP))).containsExactly(new Depart("b", HANGUP));
        assertThat(on(new Answers("c", CODECS)))
                .contains(new Introduce("a", "c"))
                .noneMatch(Depart.class::isInstance);
        assertThat(state).isEqualTo(new Talking("a", "c", Holds.NONE));
    }

    @Test
    void whoeverCannotComeLeavesTheCallAsItWas() {
        on(COMES);
        var mismatch = Ending.of(EndReason.CODEC_MISMATCH, By.SYSTEM);
        assertThat(on(new Leaves("c", mismatch))).containsExactly(new End("c", mismatch));
        assertThat(state).isEqualTo(new Talking("a", "b", Holds.NONE));
    }

    @Test
    void whoeverIsTooSlowIsSentAway() {
        on(COMES);
        assertThat(on(new WaitedTooLong()))
                .containsExactly(new End("c", Ending.of(EndReason.UNAVAILABLE, By.SYSTEM)));
        assertThat(state).isInstanceOf(Talking.class);
    }

    @Test
    void whereBothAreGoneTheCallIsOver() {
        on(COMES);
        on(new Leaves("b", HANGUP));
        assertThat(on(new Leaves("c", HANGUP)))
                .containsExactly(new End("c", HANGUP), new End("a", HANGUP), new Close(HANGUP));
        assertThat(state).isInstanceOf(Ended.class);
    }

    @Test
    void whoeverStaysMayHangUpAndThenNobodyComes() {
        on(COMES);
        var hangup = Ending.of(EndReason.HANGUP, By.CALLER);
        assertThat(on(new Leaves("a", hangup)))
                .containsExactly(
                        new End("c", hangup),
                        new End("a", hangup),
                        new End("b", hangup),
                        new Close(hangup));
    }

    @Test
    void oneAtATime() {
        on(COMES);
        assertThat(on(new Replaces("b", "d", CODECS))).containsExactly(new End("d", BUSY));
        assertThat(on(new CallEvent.Merges("a", "X", "Y", "y1")))
                .containsExactly(TellTransfer.pending("a"));
        assertThat(on(new Moving.Offer("W", "X", "a", CODECS)))
                .containsExactly(new Say("W", new Moving.Decline("X", 491)));
        assertThat(state).isInstanceOf(Replacing.class);
    }

    @Test
    void soundGoesOnAsBeforeMeanwhile() {
        on(COMES);
        assertThat(on(new CallEvent.MediaReplaced("a"))).containsExactly(new Join("b"));
    }

    @Test
    void aPlaceThatNobodyHasIsNotToBeHad() {
        assertThat(on(new Replaces("x", "c", CODECS))).containsExactly(new End("c", DECLINED));
    }

    @Test
    void whoeverRingsIsReplacedByOneMoreWhoAnswers() {
        state = calling("b");
        assertThat(on(COMES)).containsExactly(new Welcome("c", "a", CODECS));
        assertThat(on(new Answers("c", CODECS)))
                .contains(new Join("c"), new End("b", CallState.elsewhere()));
        assertThat(state).isEqualTo(new Talking("a", "c", Holds.NONE));
    }

    @Test
    void theCallerWhoStillWaitsIsNot() {
        state = calling("b");
        assertThat(on(new Replaces("a", "c", CODECS))).containsExactly(new End("c", DECLINED));
    }

    @Test
    void whoeverRingsInTheCourseOfATransfer() {
        var fork = new LinkedHashSet<>(List.of("b"));
        state =
                new Transferring(
                        new Talking("a", "z", Holds.NONE),
                        "z",
                        false,
                        false,
                        fork,
                        true,
                        false,
                        Optional.empty());
        assertThat(on(COMES)).containsExactly(new Welcome("c", "a", CODECS));
        on(new Answers("c", CODECS));
        assertThat(state).isEqualTo(new Talking("a", "c", Holds.NONE));
    }

    private static Calling calling(String rings) {
        return new Calling(
                "a",
                new LinkedHashSet<>(List.of(rings)),
                true,
                true,
                Optional.empty(),
                Optional.empty());
    }

    private List<CallOrder> on(CallEvent event) {
        var step = CallState.on(state, event);
        state = step.next();
        return step.orders();
    }
}
