package org.ringdown.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.call.CallEvent.Goes;
import org.ringdown.call.CallEvent.Leaves;
import org.ringdown.call.CallEvent.Merges;
import org.ringdown.call.CallEvent.OnItsWay;
import org.ringdown.call.CallEvent.Transfers;
import org.ringdown.call.CallEvent.WaitedTooLong;
import org.ringdown.call.CallEvent.WillNotGo;
import org.ringdown.call.CallOrder.Close;
import org.ringdown.call.CallOrder.Depart;
import org.ringdown.call.CallOrder.End;
import org.ringdown.call.CallOrder.Entertain;
import org.ringdown.call.CallOrder.Join;
import org.ringdown.call.CallOrder.OfferLeg;
import org.ringdown.call.CallOrder.Part;
import org.ringdown.call.CallOrder.Patience;
import org.ringdown.call.CallOrder.Say;
import org.ringdown.call.CallOrder.Seek;
import org.ringdown.call.CallOrder.SendAway;
import org.ringdown.call.CallOrder.StartPatience;
import org.ringdown.call.CallOrder.TellTransfer;
import org.ringdown.call.CallState.Ended;
import org.ringdown.call.CallState.Merging;
import org.ringdown.call.CallState.SendingAway;
import org.ringdown.call.CallState.Talking;
import org.ringdown.call.CallState.Transferring;
import org.ringdown.call.Ending.By;

/** Alice (a) gives bob (b) away, and bob's own peer may send him there. In X she talks to bob, in Y (y1) to carol (y2). */
class AwayTableTest {
    private static final Ending HANGUP = Ending.of(EndReason.HANGUP, By.CALLEE);
    private static final Ending TRANSFERRED = Ending.of(EndReason.TRANSFERRED, By.CALLER);
    private static final Destination CAROL = new Destination() {};
    private static final Outside THERE = new Outside("trunk:pbx", "sip:carol@pbx.example");

    private CallState state;

    @BeforeEach
    void talk() {
        state = new Talking("a", "b", Holds.NONE);
    }

    @Test
    void whereThePeerCanItIsAsked() {
        assertThat(on(blind(false)))
                .containsExactly(
                        new Part("b"),
                        new Entertain("b"),
                        new TellTransfer("a", TransferProgress.TRYING),
                        new StartPatience(Patience.ANSWER),
                        new SendAway("b", THERE, "a"));
        assertThat(state).isInstanceOf(SendingAway.class);
    }

    @Test
    void whoeverGoesIsWaitedForUntilTheyAreThere() {
        on(blind(false));
        assertThat(on(new Goes("b"))).containsExactly(new StartPatience(Patience.RING));
        assertThat(progress(TransferProgress.TRYING)).isEmpty();
        assertThat(progress(TransferProgress.RINGING))
                .containsExactly(new TellTransfer("a", TransferProgress.RINGING));
        assertThat(progress(TransferProgress.RINGING)).as("once").isEmpty();
        assertThat(progress(TransferProgress.DONE))
                .containsExactly(
                        new TellTransfer("a", TransferProgress.DONE),
                        new End("a", TRANSFERRED),
                        new End("b", TRANSFERRED),
                        new Close(TRANSFERRED));
        assertThat(state).isEqualTo(new Ended("a", TRANSFERRED));
    }

    @Test
    void whoeverWillNotGoIsBridgedAndNobodyNotices() {
        on(blind(false));
        assertThat(on(new WillNotGo("b")))
                .containsExactly(
                        new StartPatience(Patience.RING), new Seek(CAROL, "carol", "a", "b"));
        assertThat(state).isInstanceOf(Transferring.class);
    }

    @Test
    void whoeverSaysNothingIsBridged() {
        on(blind(false));
        assertThat(on(new WaitedTooLong())).contains(new Seek(CAROL, "carol", "a", "b"));
        assertThat(on(new Goes("b"))).as("too late").isEmpty();
        assertThat(state).isInstanceOf(Transferring.class);
    }

    @Test
    void whoeverIsRefusedThereComesBack() {
        on(blind(false));
        on(new Goes("b"));
        var refused = TransferProgress.failed(OptionalInt.of(486));
        assertThat(progress(refused))
                .contains(new TellTransfer("a", refused), new Join("b"))
                .noneMatch(Seek.class::isInstance);
        assertThat(state).isEqualTo(new Talking("a", "b", Holds.NONE));
    }

    @Test
    void whoeverWentAndWasNeverHeardOfComesBack() {
        on(blind(false));
        on(new Goes("b"));
        assertThat(on(new WaitedTooLong()))
                .contains(new TellTransfer("a", TransferProgress.failed(408)));
        assertThat(state).isInstanceOf(Talking.class);
    }

    @Test
    void whoeverGoesAndHangsUpHasGone() {
        on(blind(false));
        on(new Goes("b"));
        assertThat(on(new Leaves("b", HANGUP)))
                .contains(new TellTransfer("a", TransferProgress.DONE), new Close(TRANSFERRED));
    }

    @Test
    void newsMayOvertakeTheAnswer() {
        on(blind(false));
        progress(TransferProgress.TRYING);
        assertThat(on(new Leaves("b", HANGUP))).contains(new Close(TRANSFERRED));
    }

    @Test
    void whoeverHangsUpInsteadEndsTheCall() {
        on(blind(false));
        assertThat(on(new Leaves("b", HANGUP)))
                .containsExactly(new End("a", HANGUP), new End("b", HANGUP), new Close(HANGUP));
    }

    @Test
    void aCallThatIsLostOnTheWayIsLost() {
        on(blind(false));
        on(new Goes("b"));
        var lost = Ending.of(EndReason.NETWORK_LOST, By.SYSTEM);
        assertThat(on(new Leaves("b", lost))).contains(new Close(lost));
    }

    @Test
    void aPageThatHangsUpEndsItAll() {
        on(blind(false));
        on(new Goes("b"));
        assertThat(on(new Leaves("a", HANGUP))).contains(new End("b", HANGUP.by(By.CALLER)));
        assertThat(state).isInstanceOf(Ended.class);
    }

    @Test
    void aPhoneThatHangsUpHasLeftAndTheRestGoesOn() {
        on(blind(true));
        assertThat(on(new Leaves("a", HANGUP))).containsExactly(new Depart("a", TRANSFERRED));
        assertThat(progress(TransferProgress.RINGING)).as("nobody to tell").isEmpty();
        assertThat(progress(TransferProgress.DONE))
                .containsExactly(new End("b", TRANSFERRED), new Close(TRANSFERRED));
    }

    @Test
    void thePhoneThatHasLeftIsNotWaitedForByTheBridge() {
        on(blind(true));
        on(new Leaves("a", HANGUP));
        assertThat(on(new WillNotGo("b"))).contains(new Seek(CAROL, "carol", "a", "b"));
        assertThat(((Transferring) state).left()).isTrue();
    }

    @Test
    void whoeverHasNobodyToComeBackToIsHungUpOn() {
        on(blind(true));
        on(new Leaves("a", HANGUP));
        on(new Goes("b"));
        assertThat(progress(TransferProgress.failed(486)))
                .contains(new End("b", Ending.of(EndReason.UNAVAILABLE, By.CALLEE)));
        assertThat(state).isInstanceOf(Ended.class);
    }

    @Test
    void oneWishAtATime() {
        on(blind(false));
        assertThat(on(blind(false))).containsExactly(TellTransfer.pending("a"));
        assertThat(on(new Merges("a", "X", "Y", "y1"))).containsExactly(TellTransfer.pending("a"));
        assertThat(on(new Moving.Offer("W", "X", "a", List.of())))
                .containsExactly(new Say("W", new Moving.Decline("X", 491)));
        assertThat(on(new CallEvent.Replaces("b", "c", List.of())))
                .containsExactly(new End("c", Ending.of(EndReason.BUSY, By.SYSTEM)));
    }

    @Test
    void theLastWordIsTheGateways() {
        on(blind(false));
        assertThat(on(new CallEvent.Stopping()))
                .contains(new Close(Ending.of(EndReason.HANGUP, By.SYSTEM)));
        talk();
        on(blind(false));
        assertThat(on(new CallEvent.TalkedTooLong()))
                .contains(new Close(Ending.of(EndReason.LIMIT_REACHED, By.SYSTEM)));
    }

    @Test
    void whatThePartnerHoldsMeanwhileIsRemembered() {
        on(blind(false));
        assertThat(on(new CallEvent.Holds("b", Hold.SILENT))).isEmpty();
        on(new Goes("b"));
        progress(TransferProgress.failed(486));
        assertThat(((Talking) state).holds().by("b")).isTrue();
    }

    // To the far end of another call

    @Test
    void theOtherCallIsAskedWhereItsFarEndIs() {
        assertThat(on(attended()))
                .containsExactly(
                        new TellTransfer("a", TransferProgress.TRYING),
                        new StartPatience(Patience.OFFER),
                        new Say(
                                "Y",
                                new Moving.Where("X", "Y", "y1", "trunk:pbx", Optional.empty())));
        assertThat(on(new Moving.Stands("Y", Optional.of(THERE))))
                .containsExactly(new StartPatience(Patience.ANSWER), new SendAway("b", THERE, "a"));
        on(new Goes("b"));
        assertThat(progress(TransferProgress.DONE))
                .startsWith(new Say("Y", new Moving.Went("X")))
                .contains(new End("a", TRANSFERRED), new Close(TRANSFERRED));
    }

    @Test
    void whereTheOtherIsSomewhereElseTheyAreJoinedHere() {
        on(attended());
        assertThat(on(new Moving.Stands("Y", Optional.empty())))
                .contains(new OfferLeg("b", "Y", "y1"));
        assertThat(state).isInstanceOf(Merging.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whereTheFarEndWillNotGoTheyAreJoinedHere(boolean says) {
        on(attended());
        on(new Moving.Stands("Y", Optional.of(THERE)));
        assertThat(says ? on(new WillNotGo("b")) : on(new WaitedTooLong()))
                .startsWith(new Say("Y", new Moving.Withdraw("X", 491)))
                .contains(new OfferLeg("b", "Y", "y1"));
    }

    @Test
    void theOtherCallIsToldThatNothingCameOfIt() {
        on(attended());
        on(new Moving.Stands("Y", Optional.of(THERE)));
        on(new Goes("b"));
        assertThat(progress(TransferProgress.failed(481)))
                .containsExactly(
                        new Say("Y", new Moving.Withdraw("X", 481)),
                        new TellTransfer("a", TransferProgress.failed(481)));
        assertThat(state).isEqualTo(new Talking("a", "b", Holds.NONE));
    }

    @Test
    void theOtherCallIsToldThatThisOneIsOver() {
        on(attended());
        assertThat(on(new Leaves("a", HANGUP)))
                .startsWith(new Say("Y", new Moving.Withdraw("X", 481)));
    }

    @Test
    void whoAsksWhereAFarEndIsHasItFollow() {
        var where = new Moving.Where("X", "Y", "a", "trunk:pbx", Optional.of(THERE));
        assertThat(on(where))
                .containsExactly(
                        new StartPatience(Patience.FOLLOW),
                        new Say("X", new Moving.Stands("Y", Optional.of(THERE))));
        assertThat(on(new Moving.Went("X")))
                .startsWith(new TellTransfer("a", TransferProgress.DONE))
                .contains(new End("a", TRANSFERRED), new End("b", TRANSFERRED));
    }

    @Test
    void aFarEndThatWasFoundHangsUpAndThatIsNoHangup() {
        on(new Moving.Where("X", "Y", "a", "trunk:pbx", Optional.of(THERE)));
        assertThat(on(new Leaves("b", HANGUP))).contains(new Close(TRANSFERRED));
    }

    @Test
    void aCallWhoseFarEndIsNotGoneToGoesOn() {
        on(new Moving.Where("X", "Y", "a", "trunk:pbx", Optional.of(THERE)));
        on(new Moving.Withdraw("X", 486));
        assertThat(state).isEqualTo(new Talking("a", "b", Holds.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "nobody"})
    void aFarEndThatIsNowhereIsNotGoneTo(String leaves) {
        var where = new Moving.Where("X", "Y", leaves, "trunk:pbx", Optional.empty());
        assertThat(on(where)).containsExactly(where.nowhere());
        assertThat(state).isInstanceOf(Talking.class);
    }

    private List<CallOrder> progress(TransferProgress progress) {
        return on(new OnItsWay("b", progress));
    }

    private static Transfers blind(boolean mayLeave) {
        return new Transfers("a", CAROL, "carol", mayLeave, Optional.of(THERE));
    }

    private static Merges attended() {
        return new Merges("a", "X", "Y", "y1", Optional.of("trunk:pbx"));
    }

    private List<CallOrder> on(CallEvent event) {
        var step = CallState.on(state, event);
        state = step.next();
        return step.orders();
    }
}
