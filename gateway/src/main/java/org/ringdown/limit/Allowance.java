package org.ringdown.limit;

import java.util.OptionalInt;

/**
 * How far calls of one account may go; what is empty has no limit.
 *
 * @param calls at a time
 * @param callsPerSecond that may begin
 * @param callsPerHour that may begin
 * @param minutesPerDay that all of them together may talk
 */
public record Allowance(
        OptionalInt calls,
        OptionalInt callsPerSecond,
        OptionalInt callsPerHour,
        OptionalInt minutesPerDay) {
    public static final Allowance NONE =
            new Allowance(
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    OptionalInt.empty());

    /** So many at a time, for as long as they like. */
    public static Allowance atOnce(int calls) {
        return NONE.withCalls(calls);
    }

    public Allowance withCalls(int most) {
        return new Allowance(OptionalInt.of(most), callsPerSecond, callsPerHour, minutesPerDay);
    }

    public Allowance withCallsPerSecond(int most) {
        return new Allowance(calls, OptionalInt.of(most), callsPerHour, minutesPerDay);
    }

    public Allowance withCallsPerHour(int most) {
        return new Allowance(calls, callsPerSecond, OptionalInt.of(most), minutesPerDay);
    }

    public Allowance withMinutesPerDay(int most) {
        return new Allowance(calls, callsPerSecond, callsPerHour, OptionalInt.of(most));
    }
}
