package org.ringdown.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ringdown.call.CallEvent.Leaves;
import org.ringdown.call.CallEvent.Merges;
import org.ringdown.call.CallOrder.Adopt;
import org.ringdown.call.CallOrder.Close;
import org.ringdown.call.CallOrder.Depart;
import org.ringdown.call.CallOrder.End;
import org.ringdown.call.CallOrder.GiveAway;
import org.ringdown.call.CallOrder.Introduce;
import org.ringdown.call.CallOrder.Join;
import org.ringdown.call.CallOrder.OfferLeg;
import org.ringdown.call.CallOrder.Part;
import org.ringdown.call.CallOrder.Patience;
import org.ringdown.call.CallOrder.Say;
import org.ringdown.call.CallOrder.StartPatience;
import org.ringdown.call.CallOrder.TellHold;
import org.ringdown.call.CallOrder.TellTransfer;
import org.ringdown.call.CallOrder.TurnAway;
import org.ringdown.call.CallState.Ended;
import org.ringdown.call.CallState.Talking;
import org.ringdown.call.Ending.By;
import org.ringdown.media.Codec;

/** Two calls of alice, X with bob and Y with carol: x1 and y1 are alice's legs, x2 is bob's, y2 carol's. X is the mover. */
class MergeTableTest {
    private static final List<Codec> CODECS = List.of(Codec.PCMA);
    private static final Ending HANGUP = Ending.of(EndReason.HANGUP, By.CALLEE);
    private static final Ending TRANSFERRED = Ending.of(EndReason.TRANSFERRED, By.CALLER);
    private static final Moving.Offer OFFER = new Moving.Offer("X", "Y", "y1", CODECS);
    private static final Moving.Release RELEASE =
            new Moving.Release("X", "x2", _ -> null, Optional.empty(), List.of());

    private CallState x;
    private CallState y;

    @BeforeEach
    void twoCalls() {
        x = new Talking("x1", "x2", Holds.NONE);
        y = new Talking("y1", "y2", Holds.NONE);
    }

    @Test
    void theMoverOffersItsLegAndGivesItOnceAccepted() {
        assertThat(onX(new Merges("x1", "X", "Y", "y1")))
                .containsExactly(
                        new TellTransfer("x1", TransferProgress.TRYING),
                        new StartPatience(Patience.OFFER),
                        new OfferLeg("x2", "Y", "y1"));
        assertThat(onY(OFFER))
                .containsExactly(
                        new StartPatience(Patience.RELEASE), new Say("X", new Moving.Accept("Y")));
        assertThat(onX(new Moving.Accept("Y")))
                .containsExactly(
                        new Part("x2"),
                        new TellTransfer("x1", TransferProgress.DONE),
                        new End("x1", TRANSFERRED),
                        new GiveAway("x2", "Y", Optional.empty()),
                        new Close(TRANSFERRED));
        assertThat(onY(RELEASE))
                .containsExactly(
                        new Adopt(RELEASE, "y1"),
                        new TellTransfer("y1", TransferProgress.DONE),
                        new Depart("y1", TRANSFERRED),
                        new Introduce("y2", "x2"),
                        new TellHold("x2", false, false),
                        new TellHold("y2", false, false),
                        new Join("y2"));
        assertThat(y).isEqualTo(new Talking("x2", "y2", Holds.NONE));
    }

    @Test
    void theOtherCallAsksTheMover() {
        assertThat(onY(new Merges("y1", "Y", "X", "x1")))
                .containsExactly(
                        new TellTransfer("y1", TransferProgress.TRYING),
                        new StartPatience(Patience.RELEASE),
                        new Say("X", new Merges("x1", "X", "Y", "y1")));
        assertThat(onX(new Merges("x1", "X", "Y", "y1"))).contains(new OfferLeg("x2", "Y", "y1"));
        assertThat(onY(OFFER)).contains(new Say("X", new Moving.Accept("Y")));
    }

    @Test
    void wishesThatCrossAreOne() {
        onX(new Merges("x1", "X", "Y", "y1"));
        onY(new Merges("y1", "Y", "X", "x1"));
        assertThat(onX(new Merges("x1", "X", "Y", "y1"))).isEmpty();
        assertThat(onY(OFFER)).contains(new Say("X", new Moving.Accept("Y")));
    }

    @Test
    void whoHangsUpBeforeTheLegIsGivenWins() {
        onX(new Merges("x1", "X", "Y", "y1"));
        assertThat(onX(new Leaves("x2", HANGUP)))
                .containsExactly(
                        new Say("Y", new Moving.Withdraw("X", 481)),
                        new End("x1", HANGUP),
                        new End("x2", HANGUP),
                        new Close(HANGUP));
        onY(OFFER);
        assertThat(onY(new Moving.Withdraw("X", 481)))
                .containsExactly(new TellTransfer("y1", TransferProgress.failed(481)));
        assertThat(y).isEqualTo(new Talking("y1", "y2", Holds.NONE));
        assertThat(onX(new Moving.Accept("Y"))).isEmpty();
    }

    @Test
    void aLegThatIsGivenToACallThatHasEndedEndsWithIt() {
        onX(new Merges("x1", "X", "Y", "y1"));
        onY(OFFER);
        assertThat(onY(new Leaves("y2", HANGUP)))
                .contains(new Say("X", new Moving.Decline("Y", 481)));
        assertThat(y).isEqualTo(new Ended("y1", HANGUP, Optional.of("X")));
        assertThat(onY(RELEASE)).containsExactly(new TurnAway(RELEASE, HANGUP));
    }

    @Test
    void aCallThatCannotSaysSo() {
        onX(new Merges("x1", "X", "Y", "y1"));
        assertThat(onX(new Moving.Decline("Y", 488)))
                .containsExactly(new TellTransfer("x1", TransferProgress.failed(488)));
        assertThat(x).isEqualTo(new Talking("x1", "x2", Holds.NONE));
        assertThat(onY(new Moving.Offer("X", "Y", "gone", CODECS)))
                .containsExactly(new Say("X", new Moving.Decline("Y", 481)));
        assertThat(onX(new Merges("gone", "X", "Y", "y1")))
                .containsExactly(new Say("Y", new Moving.Withdraw("X", 481)));
    }

    @Test
    void noAnswerIsOneToo() {
        onX(new Merges("x1", "X", "Y", "y1"));
        assertThat(onX(new CallEvent.WaitedTooLong()))
                .containsExactly(
                        new Say("Y", new Moving.Withdraw("X", 408)),
                        new TellTransfer("x1", TransferProgress.failed(408)));
    }

    @Test
    void aThirdCallHasToWait() {
        onX(new Merges("x1", "X", "Y", "y1"));
        assertThat(onX(new Moving.Offer("A", "X", "x2", CODECS)))
                .containsExactly(new Say("A", new Moving.Decline("X", 491)));
        assertThat(onX(new Merges("x2", "X", "Z", "z1")))
                .containsExactly(
                        new Say("Z", new Moving.Withdraw("X", 491)),
                        new TellTransfer("x2", TransferProgress.failed(491)));
    }

    @Test
    void howItHoldsGoesWithTheLeg() {
        onX(new CallEvent.Holds("x2", Hold.PLAYING));
        onX(new Merges("x1", "X", "Y", "y1"));
        assertThat(onX(new Moving.Accept("Y")))
                .contains(new GiveAway("x2", "Y", Optional.of(Hold.PLAYING)));
    }

    @Test
    void aCallCannotBecomeOneWithItself() {
        assertThat(onX(new Merges("x1", "X", "X", "x2")))
                .containsExactly(new TellTransfer("x1", TransferProgress.failed(400)));
    }

    private List<CallOrder> onX(CallEvent event) {
        var step = CallState.on(x, event);
        x = step.next();
        return new ArrayList<>(step.orders());
    }

    private List<CallOrder> onY(CallEvent event) {
        var step = CallState.on(y, event);
        y = step.next();
        return new ArrayList<>(step.orders());
    }
}
