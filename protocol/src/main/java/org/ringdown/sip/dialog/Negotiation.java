package org.ringdown.sip.dialog;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ringdown.sip.Headers;
import org.ringdown.sip.Refusal;

/**
 * Which offers, INVITEs and UPDATEs are open within one dialog, and so what either end may begin (RFC 3261 §14, RFC 3311 §5, RFC 6337
 * §4). Never changes, each step makes the next one.
 *
 * @param offer whose offer awaits its answer
 * @param invite whose INVITE awaits its final response
 * @param update whose UPDATE awaits its response
 * @param ackDue whether a 2xx of ours to INVITE awaits its ACK
 */
public record Negotiation(
        Optional<Side> offer, Optional<Side> invite, Optional<Side> update, boolean ackDue) {
    public static final Negotiation IDLE =
            new Negotiation(Optional.empty(), Optional.empty(), Optional.empty(), false);

    /** Seconds that Retry-After may say at most (RFC 3261 §14.2). */
    private static final int LONGEST_PAUSE = 10;

    /** One end of a dialog. */
    public enum Side {
        OURS,
        THEIRS
    }

    /** How long to wait after 491 before offering again, in milliseconds (RFC 3261 §14.1). */
    public static long pauseAfterGlare(boolean ownsCallId, RandomGenerator random) {
        return ownsCallId ? 2100 + 10L * random.nextInt(191) : 10L * random.nextInt(201);
    }

    /** What their INVITE within the dialog is owed instead of an answer; empty to take it. */
    public Optional<Refusal> refusesInvite(RandomGenerator random) {
        if (invite.isPresent() && invite.get() == Side.OURS) return Optional.of(pending());
        if (invite.isPresent()) return Optional.of(tooSoon(random));
        return refusesOffer(random);
    }

    /** What their UPDATE is owed instead of an answer (RFC 3311 §5.2); empty to take it. */
    public Optional<Refusal> refusesUpdate(boolean offers, RandomGenerator random) {
        if (update.isPresent() && update.get() == Side.THEIRS) return Optional.of(tooSoon(random));
        return offers ? refusesOffer(random) : Optional.empty();
    }

    private Optional<Refusal> refusesOffer(RandomGenerator random) {
        return offer.map(whose -> whose == Side.OURS ? pending() : tooSoon(random));
    }

    public boolean mayInvite() {
        return invite.isEmpty() && update.isEmpty() && offer.isEmpty() && !ackDue;
    }

    public boolean mayUpdate(boolean offering) {
        return update.isEmpty() && (!offering || offer.isEmpty());
    }

    public Negotiation offered(Side by) {
        return new Negotiation(Optional.of(by), invite, update, ackDue);
    }

    /** The open offer has its answer, or is void. */
    public Negotiation settled() {
        return new Negotiation(Optional.empty(), invite, update, ackDue);
    }

    public Negotiation invited(Side by) {
        return new Negotiation(offer, Optional.of(by), update, ackDue);
    }

    /** The INVITE has its final response. */
    public Negotiation inviteAnswered() {
        return new Negotiation(offer, Optional.empty(), update, ackDue);
    }

    public Negotiation updated(Side by) {
        return new Negotiation(offer, invite, Optional.of(by), ackDue);
    }

    public Negotiation updateAnswered() {
        return new Negotiation(offer, invite, Optional.empty(), ackDue);
    }

    /** We have accepted an INVITE of theirs. */
    public Negotiation awaitingAck() {
        return new Negotiation(offer, Optional.empty(), update, true);
    }

    public Negotiation acknowledged() {
        return new Negotiation(offer, invite, update, false);
    }

    private static Refusal pending() {
        return new Refusal(491);
    }

    private static Refusal tooSoon(RandomGenerator random) {
        var pause = Integer.toString(random.nextInt(LONGEST_PAUSE + 1));
        return new Refusal(
                500,
                "Server Internal Error: still answering",
                Headers.builder().add("Retry-After", pause).build());
    }
}
