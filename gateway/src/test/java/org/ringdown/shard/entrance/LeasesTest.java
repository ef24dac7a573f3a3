package org.ringdown.shard.entrance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.ringdown.trunk.Trunk;
import org.ringdown.way.CallLimits;

/** What a call counts as, and until when: a trunk's until its dialog is over, a user's until the call is. */
class LeasesTest {
    private static final CallLimits.Toll ONE =
            new CallLimits.Toll(
                    "user:alice", new Trunk.Limits(OptionalInt.of(1), OptionalInt.empty()));

    private final CallLimits limits = new CallLimits();
    private final Leases leases = new Leases();

    @Test
    void aPeersCallCountsUntilItsDialogIsOver() {
        hold(false);
        leases.dialogOver("leg");
        assertThat(isFree()).isTrue();
        leases.legOver("leg");
        assertThat(leases.size()).isZero();
    }

    @Test
    void aUsersCallCountsUntilItsLegIsOver() {
        hold(true);
        leases.dialogOver("leg");
        assertThat(isFree()).isFalse();
        leases.legOver("leg");
        assertThat(isFree()).isTrue();
    }

    @Test
    void aCallThatAUserHasGivenAwayCountsUntilItIsOver() {
        hold(true);
        leases.keep("leg");
        leases.legOver("leg");
        leases.dialogOver("leg");
        assertThat(isFree()).isFalse();
        leases.release("leg");
        assertThat(isFree()).isTrue();
    }

    @Test
    void whereThePhoneHadHungUpBeforeItCountsAllTheSame() {
        hold(true);
        leases.dialogOver("leg");
        leases.keep("leg");
        leases.legOver("leg");
        assertThat(isFree()).isFalse();
        leases.release("leg");
        leases.release("leg");
        assertThat(isFree()).isTrue();
    }

    @Test
    void aPeersCallIsNotKept() {
        hold(false);
        leases.keep("leg");
        leases.dialogOver("leg");
        assertThat(isFree()).isTrue();
    }

    private void hold(boolean follows) {
        leases.hold("leg", limits.admit(ONE, 0), follows);
    }

    private boolean isFree() {
        var lease = limits.admit(ONE, 0);
        lease.ifPresent(CallLimits.Lease::release);
        return lease.isPresent();
    }

    @Test
    void whatCountsAsNothingIsNotHeld() {
        leases.hold("leg", Optional.empty(), true);
        assertThat(leases.size()).isZero();
    }
}
