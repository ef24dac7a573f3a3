package org.ringdown.leg.sip;

import java.util.List;
import java.util.Optional;
import org.ringdown.limit.Account;
import org.ringdown.limit.Claim;
import org.ringdown.limit.Lease;
import org.ringdown.limit.Limits;
import org.ringdown.limit.Refusal;
import org.ringdown.limit.Verdict;

/**
 * What one leg counts as: one that leaves us for its number, and for the trunk that carries it at the time; one that came in for its trunk or line.
 */
final class SipToll {
    private final Limits limits;
    private List<String> numbers = List.of();
    private Optional<Lease> number = Optional.empty();
    private Optional<Lease> carrier = Optional.empty();

    SipToll(Limits limits) {
        this.limits = limits;
    }

    /** It leaves us, for this number. */
    void to(List<String> dialled) {
        numbers = dialled;
    }

    /** It came in, and is counted already. */
    void isCounted(Lease lease) {
        carrier = Optional.of(lease);
    }

    /** Before somebody is called, each time; says why not. */
    Optional<Refusal> dial(Callee callee, String holder) {
        if (numbers.isEmpty()) return Optional.empty();
        carrier.ifPresent(Lease::release);
        carrier = Optional.empty();
        if (number.isEmpty()) {
            switch (limits.admit(Claim.to(numbers), holder)) {
                case Verdict.Admitted(var lease) -> number = Optional.of(lease);
                case Verdict.Refused(var why) -> {
                    return Optional.of(why);
                }
            }
        }
        return callee.trunk().flatMap(trunk -> carry(trunk.name(), holder));
    }

    private Optional<Refusal> carry(String trunk, String holder) {
        return switch (limits.admit(Claim.over(Account.trunk(trunk)), holder)) {
            case Verdict.Admitted(var lease) -> {
                carrier = Optional.of(lease);
                yield Optional.empty();
            }
            case Verdict.Refused(var why) -> Optional.of(why);
        };
    }

    void talk() {
        number.ifPresent(Lease::talk);
        carrier.ifPresent(Lease::talk);
    }

    /** The leg is in another call now. */
    void moved(String holder) {
        number.ifPresent(lease -> lease.holder(holder));
        carrier.ifPresent(lease -> lease.holder(holder));
    }

    void release() {
        number.ifPresent(Lease::release);
        carrier.ifPresent(Lease::release);
    }
}
