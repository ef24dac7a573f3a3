package org.ringdown.sip.registration;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.ringdown.sip.SipResponse;

/**
 * The time that somebody grants us, be it for a binding or a subscription: how long we ask for, how long we were given, and when to
 * ask again.
 *
 * <p>{@code now} is in nanoseconds of a monotonic clock. One owner.
 */
public final class Lease {
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Pace pace;
    private final RandomGenerator random;
    private Duration asks;
    private Duration granted = Duration.ZERO;
    private boolean lengthened;
    private int failures;
    private OptionalLong due = OptionalLong.empty();

    /** @param asks how long we ask for, unless we are told that it is too brief */
    public Lease(Pace pace, RandomGenerator random, Duration asks) {
        this.pace = pace;
        this.random = random;
        this.asks = asks;
    }

    public Duration asks() {
        return asks;
    }

    public Duration granted() {
        return granted;
    }

    /** When to ask again; empty while nothing is due. */
    public OptionalLong due() {
        return due;
    }

    public boolean isDue(long now) {
        return due.isPresent() && due.getAsLong() - now <= 0;
    }

    /** How long until we ask again. */
    public Duration left(long now) {
        return Duration.ofNanos(due.orElseThrow() - now);
    }

    public void nothingDue() {
        due = OptionalLong.empty();
    }

    /**
     * Asks for as long as a 423 wants, from now on. Once in a row: whoever is never content is one that refuses.
     *
     * @return whether there is a time that we can ask for
     */
    public boolean lengthen(SipResponse tooBrief) {
        var wanted = Duration.ofSeconds(tooBrief.headers().seconds("Min-Expires").orElse(0));
        boolean agree = !lengthened && wanted.compareTo(asks) > 0 && wanted.compareTo(LONGEST) <= 0;
        if (agree) asks = wanted;
        lengthened = agree;
        return agree;
    }

    /** Granted: what is due next is the refresh. */
    public void granted(long seconds, long now) {
        granted = Duration.ofSeconds(Math.min(seconds, LONGEST.toSeconds()));
        failures = 0;
        lengthened = false;
        due = OptionalLong.of(now + pace.refresh(granted, random));
    }

    /** Less time remains than was granted: the refresh is due the sooner. */
    public void shorten(long secondsLeft, long now) {
        var left = Duration.ofSeconds(Math.min(secondsLeft, granted.toSeconds()));
        long sooner = now + pace.refresh(left, random);
        if (left.compareTo(granted) < 0 && sooner - due.orElseThrow() < 0)
            due = OptionalLong.of(sooner);
    }

    /** Not granted now: the next try is due soon, later with each in a row, and not before the response allows it. */
    public void retrySoon(Optional<SipResponse> response, long now) {
        failures++;
        due = OptionalLong.of(now + pace.retry(failures, random));
        notBefore(retryAfter(response), now);
    }

    /** Refused: the next try is due late, and not before the response allows it. */
    public void retryLate(Optional<SipResponse> response, long now) {
        due = OptionalLong.of(now + pace.refused(random));
        notBefore(retryAfter(response), now);
    }

    /** Puts off what is due until that many seconds have passed. */
    public void notBefore(long seconds, long now) {
        long earliest = now + Duration.ofSeconds(Math.min(seconds, LONGEST.toSeconds())).toNanos();
        if (earliest - due.orElseThrow() > 0) due = OptionalLong.of(earliest);
    }

    private static long retryAfter(Optional<SipResponse> response) {
        return response.map(it -> it.headers().seconds("Retry-After"))
                .orElse(OptionalLong.empty())
                .orElse(0);
    }
}
