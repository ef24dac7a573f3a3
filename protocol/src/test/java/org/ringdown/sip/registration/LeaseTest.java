package org.ringdown.sip.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ringdown.sip.Body;
import org.ringdown.sip.Headers;
import org.ringdown.sip.SipResponse;

class LeaseTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final long now = Long.MAX_VALUE - HOUR.toNanos(); // the clock wraps while we wait
    private final Lease lease = new Lease(Pace.STANDARD, new Random(3), HOUR);

    @Test
    void refreshIsDueBeforeTheTimeIsOver() {
        lease.granted(7200, now);

        assertEquals(Duration.ofHours(2), lease.granted());
        assertTrue(
                lease.left(now).compareTo(Duration.ofHours(2).multipliedBy(8).dividedBy(10)) >= 0);
        assertTrue(
                lease.left(now).compareTo(Duration.ofHours(2).multipliedBy(9).dividedBy(10)) <= 0);
        assertFalse(lease.isDue(now));
        assertTrue(lease.isDue(now + lease.left(now).toNanos()));
    }

    @Test
    void noneIsLongerThanADay() {
        lease.granted(Long.MAX_VALUE, now);
        assertEquals(DAY, lease.granted());

        lease.notBefore(Long.MAX_VALUE, now);
        assertEquals(DAY, lease.left(now));
    }

    @Test
    void asksForLongerOnceInARow() {
        assertTrue(lease.lengthen(refusal("Min-Expires", 7200)));
        assertFalse(lease.lengthen(refusal("Min-Expires", 7300)));
        assertEquals(Duration.ofHours(2), lease.asks());
    }

    @Test
    void neverAsksForLessOrForMoreThanADay() {
        assertFalse(lease.lengthen(refusal("Min-Expires", 3600)));
        assertFalse(lease.lengthen(refusal("Min-Expires", DAY.toSeconds() + 1)));
        assertEquals(HOUR, lease.asks());
    }

    @Test
    void whatIsShortenedIsRefreshedSooner() {
        lease.granted(3600, now);
        lease.shorten(60, now);
        assertTrue(lease.left(now).compareTo(Duration.ofSeconds(54)) <= 0);

        var before = lease.left(now);
        lease.shorten(86_400, now);
        assertEquals(before, lease.left(now));
    }

    @Test
    void waitsAtLeastAsLongAsItIsTold() {
        lease.retrySoon(Optional.of(refusal("Retry-After", 120)), now);
        assertEquals(Duration.ofMinutes(2), lease.left(now));

        lease.retryLate(Optional.of(refusal("Retry-After", 1)), now);
        assertTrue(lease.left(now).compareTo(Duration.ofMinutes(4)) >= 0);
    }

    private static SipResponse refusal(String header, long seconds) {
        var headers = Headers.builder().set(header, Long.toString(seconds)).build();
        return new SipResponse(423, "Interval Too Brief", headers, Body.EMPTY);
    }
}
