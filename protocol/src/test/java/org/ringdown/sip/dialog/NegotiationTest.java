package org.ringdown.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.sip.dialog.Negotiation.IDLE;
import static org.ringdown.sip.dialog.Negotiation.Side.OURS;
import static org.ringdown.sip.dialog.Negotiation.Side.THEIRS;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ringdown.sip.Refusal;

/** One offer at a time: RFC 3261 §14, RFC 3311 §5.2, RFC 6337 §4. */
class NegotiationTest {
    private final Random random = new Random(3);

    @Test
    void whereNothingIsOpenEverythingMayBegin() {
        assertThat(IDLE.mayInvite()).isTrue();
        assertThat(IDLE.mayUpdate(true)).isTrue();
        assertThat(IDLE.refusesInvite(random)).isEmpty();
        assertThat(IDLE.refusesUpdate(true, random)).isEmpty();
    }

    @Test
    void theirInviteMeetsOurs() {
        assertThat(status(IDLE.invited(OURS).offered(OURS).refusesInvite(random))).isEqualTo(491);
        assertThat(status(IDLE.updated(OURS).offered(OURS).refusesInvite(random))).isEqualTo(491);
    }

    @Test
    void theirInviteMeetsTheirs() {
        var refusal = IDLE.invited(THEIRS).offered(THEIRS).refusesInvite(random);
        assertThat(status(refusal)).isEqualTo(500);
        assertThat(refusal.orElseThrow().headers().seconds("Retry-After").orElseThrow())
                .isBetween(0L, 10L);
    }

    /** RFC 5407 §3.1.5: our offer in the 2xx still lacks the answer that its ACK brings. */
    @Test
    void theirInviteMeetsOurOfferInA2xx() {
        assertThat(status(IDLE.offered(OURS).awaitingAck().refusesInvite(random))).isEqualTo(491);
    }

    /** RFC 5407 §3.1.4: the offer was answered in the 2xx, only its ACK is late. */
    @Test
    void theirInviteOvertakesAnAck() {
        var now = IDLE.awaitingAck();
        assertThat(now.refusesInvite(random)).isEmpty();
        assertThat(now.mayInvite()).isFalse();
        assertThat(now.acknowledged().mayInvite()).isTrue();
    }

    @Test
    void anUpdateThatOffersWaitsForTheOpenOfferAndOneThatDoesNotNeedNot() {
        assertThat(status(IDLE.offered(OURS).refusesUpdate(true, random))).isEqualTo(491);
        assertThat(status(IDLE.offered(THEIRS).refusesUpdate(true, random))).isEqualTo(500);
        assertThat(IDLE.offered(OURS).refusesUpdate(false, random)).isEmpty();
        assertThat(status(IDLE.updated(THEIRS).refusesUpdate(false, random))).isEqualTo(500);
        assertThat(IDLE.offered(THEIRS).mayUpdate(true)).isFalse();
        assertThat(IDLE.offered(THEIRS).mayUpdate(false)).isTrue();
        assertThat(IDLE.updated(OURS).mayUpdate(false)).isFalse();
    }

    @Test
    void eachStepIsUndoneByItsEnd() {
        assertThat(IDLE.invited(OURS).offered(OURS).settled().inviteAnswered()).isEqualTo(IDLE);
        assertThat(IDLE.updated(THEIRS).offered(THEIRS).settled().updateAnswered()).isEqualTo(IDLE);
        assertThat(IDLE.invited(THEIRS).awaitingAck().acknowledged()).isEqualTo(IDLE);
    }

    /** RFC 3261 §14.1, in steps of 10 ms. */
    @Test
    void whoMadeTheCallIdWaitsLonger() {
        for (int i = 0; i < 1000; i++) {
            assertThat(Negotiation.pauseAfterGlare(true, random)).isBetween(2100L, 4000L);
            assertThat(Negotiation.pauseAfterGlare(false, random)).isBetween(0L, 2000L);
        }
        assertThat(Negotiation.pauseAfterGlare(true, random) % 10).isZero();
    }

    private static int status(Optional<Refusal> refusal) {
        return refusal.orElseThrow().status();
    }
}
