package org.ringdown.signin;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.ringdown.time.Clock;

/**
 * Judges a name and a password, and slows down whoever guesses.
 *
 * <p>Wrong passwords are counted for a name from an address, for an address whatever the name, and for a name whatever the address: so
 * neither a guesser who knows a name nor one who tries all names gets far, and the first does not lock the user out elsewhere.
 */
public final class SignIn {
    private static final Duration PERIOD = Duration.ofMinutes(15);
    private static final int FOR_NAME_AND_ADDRESS = 5;
    private static final int FOR_ADDRESS = 20;
    private static final int FOR_NAME = 50;

    private final Passwords passwords;
    private final Throttle both;
    private final Throttle addresses;
    private final Throttle names;
    private final Semaphore atOnce;

    /** What became of it. */
    public sealed interface Outcome {
        record Welcome() implements Outcome {}

        /** They do not belong together; not a word about which of them is wrong. */
        record Wrong() implements Outcome {}

        /** Too often wrong, or too many at once: come back then. */
        record Wait(Duration time) implements Outcome {}
    }

    /** @param atOnce passwords judged at a time: each costs a core some 50 ms */
    public SignIn(Passwords passwords, Clock clock, int atOnce) {
        this.passwords = passwords;
        this.both = new Throttle(FOR_NAME_AND_ADDRESS, PERIOD, clock);
        this.addresses = new Throttle(FOR_ADDRESS, PERIOD, clock);
        this.names = new Throttle(FOR_NAME, PERIOD, clock);
        this.atOnce = new Semaphore(atOnce);
    }

    public Outcome judge(String name, String password, String address) {
        return judge(name, () -> passwords.match(name, password), address);
    }

    /** The same, where the password is not shown and {@code isRight} is found out otherwise. */
    public Outcome judge(String name, BooleanSupplier isRight, String address) {
        var pair = name + " " + address;
        var wait = longest(both.wait(pair), addresses.wait(address), names.wait(name));
        if (wait.isPositive()) return new Outcome.Wait(wait);
        if (!atOnce.tryAcquire()) return new Outcome.Wait(Duration.ofSeconds(1));
        try {
            if (isRight.getAsBoolean()) {
                both.forget(pair);
                return new Outcome.Welcome();
            }
        } finally {
            atOnce.release();
        }
        both.count(pair);
        addresses.count(address);
        names.count(name);
        return new Outcome.Wrong();
    }

    private static Duration longest(Duration... times) {
        var longest = Duration.ZERO;
        for (var time : times) if (time.compareTo(longest) > 0) longest = time;
        return longest;
    }
}
