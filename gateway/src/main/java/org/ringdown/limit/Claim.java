package org.ringdown.limit;

import java.util.ArrayList;
import java.util.List;

/**
 * What is to be begun.
 *
 * @param accounts all of which have to have room for it
 * @param numbers that are called outside: the same in each way of writing it that is used on the way
 * @param leaves whether it leaves the gateway
 */
public record Claim(List<Account> accounts, List<String> numbers, boolean leaves) {
    public Claim {
        accounts = List.copyOf(accounts);
        numbers = List.copyOf(numbers);
    }

    /** A call, for those who begin it. */
    public static Claim by(List<Account> accounts) {
        return new Claim(accounts, List.of(), false);
    }

    public static Claim by(Account... accounts) {
        return by(List.of(accounts));
    }

    /** A leg to a number outside. */
    public static Claim to(List<String> numbers) {
        return new Claim(List.of(), numbers, true);
    }

    /** What carries such a leg. */
    public static Claim over(Account carrier) {
        return new Claim(List.of(carrier), List.of(), true);
    }

    Claim and(List<Account> more) {
        var all = new ArrayList<>(accounts);
        all.addAll(more);
        return new Claim(all, numbers, leaves);
    }
}
