package org.ringdown.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ringdown.limit.Account;
import org.ringdown.limit.Claim;
import org.ringdown.limit.Lease;
import org.ringdown.limit.Limits;
import org.ringdown.limit.Refusal;
import org.ringdown.limit.Verdict;

/**
 * What a call counts as, until its last leg has ended: for whoever placed it, and for whoever had it go on to somebody outside, also when they have left it. Where
 * another call takes over what is left of this one, it takes this over too.
 */
final class Tolls {
    private final Limits limits;
    private final String mailbox;
    private final List<Lease> leases = new ArrayList<>();

    Tolls(Limits limits, String mailbox, Optional<Lease> first) {
        this.limits = limits;
        this.mailbox = mailbox;
        first.ifPresent(leases::add);
    }

    /** From now on the call can be told that it has to end. */
    void begin() {
        leases.forEach(lease -> lease.holder(mailbox));
    }

    /** One more destination, at the expense of those who may have it called; says why not. */
    Optional<Refusal> dial(List<Account> payers) {
        for (var lease : leases) {
            if (payers.stream().noneMatch(lease::isOf)) continue;
            var refusal = lease.dial();
            if (refusal.isPresent()) return refusal;
        }
        var more = payers.stream().filter(this::isNew).toList();
        return more.isEmpty() ? Optional.empty() : admit(more);
    }

    private boolean isNew(Account payer) {
        return leases.stream().noneMatch(lease -> lease.isOf(payer));
    }

    private Optional<Refusal> admit(List<Account> payers) {
        return switch (limits.admit(Claim.by(payers), mailbox)) {
            case Verdict.Admitted(var lease) -> {
                leases.add(lease);
                yield Optional.empty();
            }
            case Verdict.Refused(var why) -> Optional.of(why);
        };
    }

    /** Its sides talk. */
    void talk() {
        leases.forEach(Lease::talk);
    }

    /** For the call that takes over what is left of this one. */
    List<Lease> pass() {
        var passed = List.copyOf(leases);
        leases.clear();
        return passed;
    }

    void take(List<Lease> passed) {
        leases.addAll(passed);
        begin();
    }

    void release() {
        leases.forEach(Lease::release);
        leases.clear();
    }
}
