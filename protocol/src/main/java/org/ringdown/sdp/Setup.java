package org.ringdown.sdp;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who opens the DTLS association (a=setup, RFC 8842 §5). */
public enum Setup {
    /** Sends the ClientHello. */
    ACTIVE,
    /** Waits for it. */
    PASSIVE,
    /** Leaves the choice to the answerer; in offers only. */
    ACTPASS,
    /** Wants no association now. */
    HOLDCONN;

    static Optional<Setup> of(String token) {
        return Arrays.stream(values()).filter(s -> s.token().equals(token)).findFirst();
    }

    String token() {
        return name().toLowerCase(Locale.ROOT);
    }
}
