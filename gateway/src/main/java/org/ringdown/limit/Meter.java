package org.ringdown.limit;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What one account has used. A value: what happens makes another one, and time comes with it.
 *
 * @param calls that are alive
 * @param talking of these
 * @param since when their minutes were added up last
 */
record Meter(int calls, int talking, long since, Window second, Window hour, Window day) {
    static final Meter UNUSED =
            new Meter(
                    0,
                    0,
                    0,
                    Window.over(Duration.ofSeconds(1), 10),
                    Window.over(Duration.ofHours(1), 12),
                    Window.over(Duration.ofDays(1), 24));

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    /** Which of its limits one more call would break. */
    Optional<Limit> excess(Allowance allowed, long now) {
        if (calls >= most(allowed.calls())) return Optional.of(Limit.CALLS);
        return rate(allowed, now);
    }

    /** The same for one that goes on elsewhere: it is there already. */
    Optional<Limit> rate(Allowance allowed, long now) {
        if (second.sum(now) >= most(allowed.callsPerSecond()))
            return Optional.of(Limit.CALLS_PER_SECOND);
        if (hour.sum(now) >= most(allowed.callsPerHour())) return Optional.of(Limit.CALLS_PER_HOUR);
        if (used(now) >= minutes(allowed)) return Optional.of(Limit.MINUTES_PER_DAY);
        return Optional.empty();
    }

    Meter begins(long now) {
        return dials(now).with(1, 0);
    }

    Meter dials(long now) {
        return new Meter(calls, talking, since, second.plus(1, now), hour.plus(1, now), day);
    }

    Meter talks(long now) {
        return at(now).with(0, 1);
    }

    /** @param talked whether it did */
    Meter ends(boolean talked, long now) {
        return at(now).with(-1, talked ? -1 : 0);
    }

    /** How long those who talk may go on like that; nothing where nobody talks, or for as long as they like. */
    OptionalLong left(Allowance allowed, long now) {
        if (talking == 0 || allowed.minutesPerDay().isEmpty()) return OptionalLong.empty();
        long left = Math.max(0, minutes(allowed) - used(now));
        return OptionalLong.of((left + talking - 1) / talking);
    }

    /** Whether it is as if it had never been used. */
    boolean isIdle(long now) {
        return calls == 0 && second.sum(now) == 0 && hour.sum(now) == 0 && used(now) == 0;
    }

    private long used(long now) {
        return day.sum(now) + talkedSince(now);
    }

    private long talkedSince(long now) {
        return talking == 0 ? 0 : talking * (now - since);
    }

    private Meter at(long now) {
        return new Meter(calls, talking, now, second, hour, day.plus(talkedSince(now), now));
    }

    private Meter with(int moreCalls, int moreTalking) {
        return new Meter(calls + moreCalls, talking + moreTalking, since, second, hour, day);
    }

    private static long minutes(Allowance allowed) {
        var minutes = allowed.minutesPerDay();
        return minutes.isPresent() ? minutes.getAsInt() * MINUTE : Long.MAX_VALUE;
    }

    private static int most(OptionalInt limit) {
        return limit.orElse(Integer.MAX_VALUE);
    }
}
