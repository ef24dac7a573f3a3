package org.ringdown.rehearsal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.ringdown.page.PageDoor;

/** A number of calls, one after the other, from a page at one gateway to a SIP address at another. */
public final class Rehearsal {
    /** Where more bring nothing any more that could be measured. */
    public static final int CALLS = 20;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PageDoor door;
    private final String token;
    private final String target;

    /**
     * @param token lets the page in
     * @param target what answers: "sip:600@127.0.0.1:49152"
     */
    public Rehearsal(PageDoor door, String token, String target) {
        this.door = door;
        this.token = token;
        this.target = target;
    }

    /**
     * Plays; blocks until it is over. Each call lasts until sound has come back.
     *
     * @return how long the first call and the last one took, from the click to the first sound
     * @throws TimeoutException when one heard nothing in time
     */
    public Times play(int calls) throws InterruptedException, TimeoutException {
        try (var page = new RehearsedPage(door, token)) {
            page.welcomed(PATIENCE);
            var first = page.call(target, PATIENCE);
            var last = first;
            for (int i = 1; i < calls; i++) last = page.call(target, PATIENCE);
            return new Times(first, last);
        }
    }

    /** From the click to the first sound. */
    public record Times(Duration first, Duration last) {
        @Override
        public String toString() {
            return TimeUnit.NANOSECONDS.toMillis(first.toNanos())
                    + " ms at first, "
                    + TimeUnit.NANOSECONDS.toMillis(last.toNanos())
                    + " ms in the end";
        }
    }
}
