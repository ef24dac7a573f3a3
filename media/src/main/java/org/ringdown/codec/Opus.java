package org.ringdown.codec;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opus (RFC 6716) as far as this machine can do it: by its libopus, in one channel. */
public final class Opus {
    private static final Logger LOG = LoggerFactory.getLogger(Opus.class);

    /** The longest packet there is, in milliseconds (RFC 6716 §2.1.4). */
    static final int LONGEST_MILLIS = 120;

    /** Longer payloads than a datagram of sound are not looked at. */
    static final int LONGEST_PAYLOAD = 1500;

    private Opus() {}

    /** Whether there is a libopus. */
    public static boolean isPresent() {
        return LibOpus.PRESENT;
    }

    /** Says once, at the start, what there is. */
    public static void announce() {
        if (isPresent())
            LOG.info("Opus is converted to and from other codecs by {}", LibOpus.version());
        else
            LOG.warn(
                    "There is no libopus on this machine: calls whose one end speaks Opus only, and the other does not, end with"
                            + " codec-mismatch. Install it (Debian: apt-get install libopus0) and start again.");
    }
}
