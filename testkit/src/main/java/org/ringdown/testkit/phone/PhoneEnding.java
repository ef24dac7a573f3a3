package org.ringdown.testkit.phone;

import java.util.Optional;

/**
 * How a call ended, as its phone knows it.
 *
 * @param status of SIP, where one said so; else 0
 * @param reason the Reason header that the gateway gave (RFC 3326)
 */
public record PhoneEnding(Kind kind, int status, Optional<String> reason) {
    /** Whose doing it was: this phone's, or the other side's. */
    public enum Kind {
        HUNG_UP,
        WAS_HUNG_UP,
        CANCELED,
        WAS_CANCELED,
        REFUSED,
        WAS_REFUSED,
        /** What this phone said was repeated until it gave up, and never answered. */
        UNHEARD,
        VANISHED;

        /** Whether the gateway said so. */
        public boolean wasTold() {
            return this == WAS_HUNG_UP || this == WAS_CANCELED || this == WAS_REFUSED;
        }
    }

    static PhoneEnding of(Kind kind) {
        return new PhoneEnding(kind, 0, Optional.empty());
    }

    static PhoneEnding of(Kind kind, int status) {
        return new PhoneEnding(kind, status, Optional.empty());
    }

    static PhoneEnding told(Kind kind, SipText by) {
        return new PhoneEnding(kind, by.isRequest() ? 0 : by.status(), by.first("Reason"));
    }
}
