package org.ringdown.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ringdown.call.CallEvent.Answers;
import org.ringdown.call.CallEvent.Found;
import org.ringdown.call.CallEvent.KeysPressed;
import org.ringdown.call.CallEvent.Leaves;
import org.ringdown.call.CallEvent.MediaReplaced;
import org.ringdown.call.CallEvent.RangTooLong;
import org.ringdown.call.CallEvent.Rings;
import org.ringdown.call.CallEvent.SpeaksEarly;
import org.ringdown.call.CallOrder.Close;
import org.ringdown.call.CallOrder.End;
import org.ringdown.call.CallOrder.Invite;
import org.ringdown.call.CallOrder.Join;
import org.ringdown.call.CallOrder.PassKeys;
import org.ringdown.call.CallOrder.StartRingTimer;
import org.ringdown.call.CallOrder.StartTalkTimer;
import org.ringdown.call.CallOrder.TellAnswered;
import org.ringdown.call.CallOrder.TellEarly;
import org.ringdown.call.CallOrder.TellRinging;
import org.ringdown.call.CallState.Ended;
import org.ringdown.call.CallState.Talking;
import org.ringdown.call.Ending.By;
import org.ringdown.media.Codec;

/** The table of a call, arrow by arrow, the ones that lead nowhere included. */
class CallStateTest {
    private static final List<Codec> CODECS = List.of(Codec.PCMA);
    private static final Ending ELSEWHERE = Ending.of(EndReason.ANSWERED_ELSEWHERE, By.CALLEE);
    private static final Ending BUSY = Ending.of(EndReason.BUSY, By.CALLEE);

    private CallState state = CallState.placedBy("a");

    @Test
    void candidatesRingAndTheTimerStartsWithTheFirst() {
        assertThat(on(new Found(List.of("b", "c"), false)))
                .containsExactly(new StartRingTimer(), new Invite("b"), new Invite("c"));
        assertThat(on(new Found(List.of("d"), true))).containsExactly(new Invite("d"));
    }

    @Test
    void nobodyToRingIsUnavailable() {
        var ending = Ending.of(EndReason.UNAVAILABLE, By.CALLEE);
        assertThat(on(new Found(List.of(), true)))
                .containsExactly(new End("a", ending), new Close(ending));
    }

    @Test
    void theCallerHearsOnceThatItRings() {
        ringing("b", "c");
        assertThat(on(new Rings("b"))).containsExactly(new TellRinging(false));
        assertThat(on(new Rings("c"))).isEmpty();
    }

    @Test
    void earlySoundIsHeardAndTheLatestWins() {
        ringing("b", "c");
        assertThat(on(new SpeaksEarly("b", CODECS)))
                .containsExactly(new TellEarly(CODECS), new Join("b"), new TellRinging(true));
        assertThat(on(new SpeaksEarly("c", CODECS))).contains(new Join("c"));
        assertThat(on(new MediaReplaced("a"))).containsExactly(new Join("c"));
    }

    @Test
    void oneAnswersAndTheOthersLearnIt() {
        ringing("b", "c");
        assertThat(on(new Answers("c", CODECS)))
                .containsExactly(
                        new TellAnswered(CODECS),
                        new Join("c"),
                        new StartTalkTimer(),
                        new End("b", ELSEWHERE));
        assertThat(state).isEqualTo(new Talking("a", "c", Holds.NONE));
    }

    @Test
    void anAnswerThatCameTooLateIsTurnedAway() {
        talking();
        assertThat(on(new Answers("c", CODECS))).containsExactly(new End("c", ELSEWHERE));
        assertThat(on(new Answers("b", CODECS))).isEmpty();
        assertThat(on(new Found(List.of("d"), true))).containsExactly(new End("d", ELSEWHERE));
    }

    @Test
    void theCallGoesOnRingingUntilTheLastCandidateRefuses() {
        ringing("b", "c");
        assertThat(on(new Leaves("b", BUSY))).containsExactly(new End("b", BUSY));
        var unavailable = Ending.of(EndReason.UNAVAILABLE, By.CALLEE);
        assertThat(on(new Leaves("c", unavailable)))
                .containsExactly(new End("c", unavailable), new End("a", BUSY), new Close(BUSY));
    }

    @Test
    void aPersonsRefusalSpeaksForAllTheirPhones() {
        ringing("b", "c");
        var declined = Ending.of(EndReason.DECLINED, By.CALLEE);
        assertThat(on(new Leaves("b", declined)))
                .containsExactly(
                        new End("b", declined),
                        new End("a", declined),
                        new End("c", declined),
                        new Close(declined));
    }

    @Test
    void callersChangeTheirMinds() {
        ringing("b", "c");
        var canceled = Ending.of(EndReason.CANCELED, By.CALLER);
        assertThat(on(new Leaves("a", canceled)))
                .containsExactly(
                        new End("a", canceled),
                        new End("b", canceled),
                        new End("c", canceled),
                        new Close(canceled));
        assertThat(on(new Answers("b", CODECS))).isEmpty();
        assertThat(on(new Leaves("b", BUSY))).isEmpty();
        assertThat(on(new RangTooLong())).isEmpty();
    }

    @Test
    void ringingHasAnEnd() {
        ringing("b");
        on(new RangTooLong());
        assertThat(state).isEqualTo(new Ended("a", Ending.of(EndReason.NO_ANSWER, By.SYSTEM)));
    }

    @Test
    void hangingUpEndsBothSidesAlike() {
        for (var leg : List.of("a", "b")) {
            talking();
            var ending = Ending.of(EndReason.HANGUP, leg.equals("a") ? By.CALLER : By.CALLEE);
            assertThat(on(new Leaves(leg, ending)))
                    .containsExactly(new End("a", ending), new End("b", ending), new Close(ending));
            assertThat(on(new Leaves(leg, ending))).isEmpty();
        }
    }

    @Test
    void aStrangerCannotEndACall() {
        talking();
        assertThat(on(new Leaves("c", BUSY))).isEmpty();
        assertThat(state).isEqualTo(new Talking("a", "b", Holds.NONE));
    }

    @Test
    void replacedMediaIsJoinedAgain() {
        talking();
        assertThat(on(new MediaReplaced("a"))).containsExactly(new Join("b"));
        assertThat(on(new MediaReplaced("b"))).containsExactly(new Join("b"));
    }

    @Test
    void keysReachTheOtherSide() {
        talking();
        var keys = Keys.heard('5');
        assertThat(on(new KeysPressed("a", keys))).containsExactly(new PassKeys("b", keys));
        assertThat(on(new KeysPressed("b", keys))).containsExactly(new PassKeys("a", keys));
        assertThat(on(new KeysPressed("c", keys))).isEmpty();
    }

    private List<CallOrder> on(CallEvent event) {
        var step = CallState.on(state, event);
        state = step.next();
        return step.orders();
    }

    private void ringing(String... legs) {
        state = CallState.placedBy("a");
        on(new Found(List.of(legs), true));
    }

    private void talking() {
        ringing("b");
        on(new Answers("b", CODECS));
    }
}
