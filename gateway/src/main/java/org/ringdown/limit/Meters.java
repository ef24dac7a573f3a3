package org.ringdown.limit;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * The meters of all accounts; not for more than one thread at a time.
 *
 * <p>Bounded, and nobody escapes by that: only a meter that shows nothing any more is thrown away, and where there is no room for another
 * one, all those without share one.
 */
final class Meters {
    private static final long SWEEP = Duration.ofSeconds(1).toNanos();

    private final int most;
    private final Rules rules;
    private final Map<Account, Meter> meters = new HashMap<>();
    private OptionalLong swept = OptionalLong.empty();

    Meters(Rules rules, int most) {
        this.rules = rules;
        this.most = most;
    }

    Meter of(Account account) {
        return meters.getOrDefault(account, Meter.UNUSED);
    }

    /** Under which account it is counted: its own, but for visitors and strangers when there are too many of them. */
    Account home(Account account, long now) {
        boolean known = !account.isAnybodys() || meters.containsKey(account);
        return known || hasRoom(now) ? account : new Account(account.kind(), "guest:(others)");
    }

    private boolean hasRoom(long now) {
        if (meters.size() >= most) sweep(now);
        return meters.size() < most;
    }

    /** Now and then: it looks at all of them. */
    private void sweep(long now) {
        if (swept.isPresent() && now - swept.getAsLong() < SWEEP) return;
        swept = OptionalLong.of(now);
        meters.values().removeIf(meter -> meter.isIdle(now));
    }

    /** What would be too much for one of them. */
    Optional<Refusal> excess(Claim claim, long now) {
        return refusal(claim, (meter, allowed) -> meter.excess(allowed, now));
    }

    Optional<Refusal> rate(Claim claim, long now) {
        return refusal(claim, (meter, allowed) -> meter.rate(allowed, now));
    }

    /** What may be wrong with a meter. */
    private interface Check {
        Optional<Limit> of(Meter meter, Allowance allowed);
    }

    private Optional<Refusal> refusal(Claim claim, Check check) {
        for (var account : claim.accounts()) {
            var allowed = rules.of(account);
            var limit = check.of(of(account), allowed);
            if (limit.isPresent()) return limit.map(reached -> reached.reached(account, allowed));
        }
        return Optional.empty();
    }

    void change(Claim claim, UnaryOperator<Meter> change) {
        for (var account : claim.accounts())
            meters.compute(
                    account, (_, meter) -> change.apply(meter == null ? Meter.UNUSED : meter));
    }

    int size() {
        return meters.size();
    }
}
