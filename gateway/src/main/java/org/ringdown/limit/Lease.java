package org.ringdown.limit;

import java.util.Optional;

/**
 * What a call, or a leg, counts as, from its admission on until it is released. Its holder hands it on with what it counts, and is told by
 * an {@link Overrun} when that has to end.
 */
public final class Lease {
    private final Limits limits;
    private final Claim claim;
    private String holder;
    private boolean talks;
    private boolean over;

    Lease(Limits limits, Claim claim, String holder) {
        this.limits = limits;
        this.claim = claim;
        this.holder = holder;
    }

    /** Whether it counts for this one. */
    public boolean isOf(Account account) {
        return claim.accounts().contains(account);
    }

    /** From now on its minutes run; twice changes nothing. */
    public void talk() {
        limits.talk(this);
    }

    /** What it counts goes on to one more destination; says why it may not. */
    public Optional<Refusal> dial() {
        return limits.dial(this);
    }

    /** @param mailbox of whoever is to be told from now on */
    public void holder(String mailbox) {
        limits.hold(this, mailbox);
    }

    /** Twice changes nothing. */
    public void release() {
        limits.release(this);
    }

    // For the table, under its lock

    Claim claim() {
        return claim;
    }

    String holder() {
        return holder;
    }

    void isHeldBy(String mailbox) {
        holder = mailbox;
    }

    boolean talks() {
        return talks;
    }

    void begins() {
        talks = true;
    }

    boolean isOver() {
        return over;
    }

    void ends() {
        over = true;
    }
}
