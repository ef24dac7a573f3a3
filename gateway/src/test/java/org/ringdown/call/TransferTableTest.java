package org.ringdown.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ringdown.call.CallEvent.Answers;
import org.ringdown.call.CallEvent.Found;
import org.ringdown.call.CallEvent.Leaves;
import org.ringdown.call.CallEvent.Rings;
import org.ringdown.call.CallOrder.Close;
import org.ringdown.call.CallOrder.Depart;
import org.ringdown.call.CallOrder.End;
import org.ringdown.call.CallOrder.Entertain;
import org.ringdown.call.CallOrder.Introduce;
import org.ringdown.call.CallOrder.Invite;
import org.ringdown.call.CallOrder.Join;
import org.ringdown.call.CallOrder.Part;
import org.ringdown.call.CallOrder.Patience;
import org.ringdown.call.CallOrder.Seek;
import org.ringdown.call.CallOrder.StartPatience;
import org.ringdown.call.CallOrder.TellHold;
import org.ringdown.call.CallOrder.TellTransfer;
import org.ringdown.call.CallState.Ended;
import org.ringdown.call.CallState.Talking;
import org.ringdown.call.Ending.By;
import org.ringdown.media.Codec;

/** A call between a and b, which a wants to give to somebody else: c, or c and d. */
class TransferTableTest {
    private static final List<Codec> CODECS = List.of(Codec.PCMA);
    private static final Ending BUSY = Ending.of(EndReason.BUSY, By.CALLEE, 486, "Busy Here");
    private static final Ending HANGUP = Ending.of(EndReason.HANGUP, By.CALLEE);
    private static final Ending TRANSFERRED = Ending.of(EndReason.TRANSFERRED, By.CALLER);

    private record Somewhere() implements Destination {}

    private CallState state = new Talking("a", "b", Holds.NONE);

    @BeforeEach
    void nobodyHolds() {
        state = new Talking("a", "b", Holds.NONE);
    }

    @Test
    void theFarEndHearsMusicWhileSomebodyElseIsLookedFor() {
        assertThat(on(new CallEvent.Transfers("a", new Somewhere(), "600", false)))
                .containsExactly(
                        new Part("b"),
                        new Entertain("b"),
                        new TellTransfer("a", TransferProgress.TRYING),
                        new StartPatience(Patience.RING),
                        new Seek(new Somewhere(), "600", "a", "b"));
        assertThat(on(new Found(List.of("c"), true))).containsExactly(new Invite("c"));
        assertThat(on(new Rings("c")))
                .containsExactly(new TellTransfer("a", TransferProgress.RINGING));
        assertThat(on(new Rings("c"))).isEmpty();
    }

    @Test
    void whoAnswersTakesThePlace() {
        transferring("a", false, "c", "d");
        assertThat(on(new Answers("c", CODECS)))
                .containsExactly(
                        new End("d", CallState.elsewhere()),
                        new TellTransfer("a", TransferProgress.DONE),
                        new Depart("a", TRANSFERRED),
                        new Introduce("b", "c"),
                        new TellHold("c", false, false),
                        new TellHold("b", false, false),
                        new Join("b"));
        assertThat(state).isEqualTo(new Talking("c", "b", Holds.NONE));
        assertThat(on(new Leaves("c", HANGUP)))
                .as("whoever sits on the caller's side hangs up as the caller")
                .contains(new Close(Ending.of(EndReason.HANGUP, By.CALLER)));
    }

    @Test
    void aTransferThatFailsGivesTheCallBackUnheld() {
        on(new CallEvent.Holds("a", Hold.SILENT));
        transferring("a", false, "c");
        assertThat(on(new Leaves("c", BUSY)))
                .containsExactly(
                        new End("c", BUSY),
                        new TellTransfer("a", TransferProgress.failed(486)),
                        new TellHold("a", false, false),
                        new TellHold("b", false, false),
                        new Join("b"));
        assertThat(state).isEqualTo(new Talking("a", "b", Holds.NONE));
    }

    @Test
    void aTransferThatNobodyAnswersFails() {
        transferring("a", false, "c");
        assertThat(on(new CallEvent.WaitedTooLong()))
                .contains(
                        new End("c", Ending.of(EndReason.NO_ANSWER, By.SYSTEM)),
                        new TellTransfer("a", TransferProgress.failed(408)));
        assertThat(state).isInstanceOf(Talking.class);
        transferring("a", false);
        assertThat(on(new Found(List.of(), true)))
                .contains(new TellTransfer("a", TransferProgress.failed(480)));
    }

    @Test
    void theFarEndMayHangUpAtAnyMoment() {
        transferring("a", false, "c");
        assertThat(on(new Leaves("b", HANGUP)))
                .containsExactly(
                        new End("a", HANGUP),
                        new End("b", HANGUP),
                        new End("c", Ending.of(EndReason.CANCELED, By.CALLEE)),
                        new Close(HANGUP));
    }

    @Test
    void aPageThatHangsUpEndsItAll() {
        transferring("a", false, "c");
        on(new Leaves("a", HANGUP));
        assertThat(state).isEqualTo(new Ended("a", Ending.of(EndReason.HANGUP, By.CALLER)));
    }

    @Test
    void aPhoneThatHasReferredMayLeaveAndSoMayAPageThatVanished() {
        transferring("a", true, "c");
        assertThat(on(new Leaves("a", HANGUP))).containsExactly(new Depart("a", TRANSFERRED));
        assertThat(on(new Answers("c", CODECS))).contains(new Join("b"));
        nobodyHolds();
        transferring("a", false, "c");
        on(new Leaves("a", Ending.of(EndReason.NETWORK_LOST, By.SYSTEM)));
        assertThat(on(new Leaves("c", BUSY)))
                .as("nobody is left to whom the call could come back")
                .containsExactly(new End("c", BUSY), new End("b", BUSY), new Close(BUSY));
    }

    @Test
    void oneTransferAtATime() {
        transferring("a", false, "c");
        assertThat(on(new CallEvent.Transfers("b", new Somewhere(), "601", true)))
                .containsExactly(new TellTransfer("b", TransferProgress.failed(491)));
    }

    private void transferring(String by, boolean mayLeave, String... fork) {
        on(new CallEvent.Transfers(by, new Somewhere(), "600", mayLeave));
        if (fork.length > 0) on(new Found(List.of(fork), true));
    }

    private List<CallOrder> on(CallEvent event) {
        var step = CallState.on(state, event);
        state = step.next();
        return step.orders();
    }
}
