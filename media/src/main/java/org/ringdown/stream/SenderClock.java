package org.ringdown.stream;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.ringdown.path.CaptureTime;

/**
 * What timestamps of a client's messages are by our clock, the same for its sound and its pictures: so its lips stay with its voice. On a thread of the edge.
 */
public final class SenderClock {
    /** How often it is told again: by then counted samples and messages may have come apart a little. */
    private static final long AGAIN = TimeUnit.SECONDS.toNanos(1);

    /** A sender whose timestamps are so far from our clock has begun anew, or its clock is another. */
    private static final long MOST_OFF = TimeUnit.SECONDS.toNanos(1);

    private boolean begun;
    private long origin;

    /** Our time of what a message with that timestamp holds. */
    long nanos(long millis, long now) {
        long sinceZero = TimeUnit.MILLISECONDS.toNanos(millis);
        if (!begun || Math.abs(origin + sinceZero - now) > MOST_OFF) {
            begun = true;
            origin = now - sinceZero;
        }
        return origin + sinceZero;
    }

    /** When one kind of what it sends was captured; belongs to that kind. */
    static final class Told {
        private final SenderClock clock;
        private final Consumer<CaptureTime> captured;
        private boolean told;
        private int ssrc;
        private long at;

        Told(SenderClock clock, Consumer<CaptureTime> captured) {
            this.clock = clock;
            this.captured = captured;
        }

        /** A message of {@code millis} has come, which bears {@code timestamp} in packets of that source. */
        void came(long millis, int ssrc, int timestamp, long now) {
            long nanos = clock.nanos(millis, now);
            if (told && this.ssrc == ssrc && now - at < AGAIN) return;
            told = true;
            this.ssrc = ssrc;
            at = now;
            captured.accept(new CaptureTime(ssrc, timestamp, nanos));
        }
    }
}
