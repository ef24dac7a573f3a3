package org.ringdown.worker;

import org.slf4j.Logger;

/** A log for what may happen a thousand times a second: says it once a second, and how often it kept silent. One thread. */
public final class RareLog {
    private static final long PAUSE = 1_000_000_000L;

    private final Logger log;
    private boolean said;
    private long saidAt;
    private long silent;

    public RareLog(Logger log) {
        this.log = log;
    }

    public void warn(long now, String what, Throwable cause) {
        if (said && now - saidAt < PAUSE) {
            silent++;
            return;
        }
        log.warn(silent == 0 ? what : what + " (and " + silent + " times before, unsaid)", cause);
        said = true;
        saidAt = now;
        silent = 0;
    }
}
