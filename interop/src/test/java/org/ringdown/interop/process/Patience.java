package org.ringdown.interop.process;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another process does in its own time: the one place where these tests look again and again. */
public final class Patience {
    private static final Duration STEP = Duration.ofMillis(10);

    private Patience() {}

    /** Returns when {@code happened}; an {@link AssertionError} that names {@code what} after {@code within}. */
    public static void await(String what, Duration within, BooleanSupplier happened) {
        await(what, within, () -> happened.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /** The value as soon as there is one. {@code what} completes the sentence "after 5 s still no ...". */
    public static <T> T await(String what, Duration within, Supplier<Optional<T>> attempt) {
        return await(what, within, STEP, attempt);
    }

    /** The same, looking only every {@code step}: for attempts that cost something. */
    public static <T> T await(
            String what, Duration within, Duration step, Supplier<Optional<T>> attempt) {
        long end = System.nanoTime() + within.toNanos();
        while (true) {
            var value = attempt.get();
            if (value.isPresent()) return value.get();
            if (System.nanoTime() - end > 0)
                throw new AssertionError("after " + within.toMillis() + " ms still no " + what);
            pause(step);
        }
    }

    /** Lets real time pass: for sound to be heard, and for showing that something does not happen. */
    public static void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime())
            LockSupport.parkNanos(left);
    }
}
