package org.ringdown.call;

import java.time.Duration;
import java.util.Optional;

/** Where the sound of calls is kept. Must not block. */
public interface Recordings {
    /** Nowhere. */
    Recordings NONE =
            new Recordings() {
                @Override
                public Optional<Recording> begin(String call, Runnable broken) {
                    return Optional.empty();
                }

                @Override
                public Optional<Duration> beep() {
                    return Optional.empty();
                }
            };

    /**
     * Begins to keep the sound of a call; empty where that cannot be done.
     *
     * @param broken is run, anywhere, when it cannot go on
     */
    Optional<Recording> begin(String call, Runnable broken);

    /** How often far ends without a page hear that they are recorded; empty for never. */
    Optional<Duration> beep();

    /** What is being kept of one call. */
    interface Recording extends CallListener {
        Recorded kept();
    }
}
