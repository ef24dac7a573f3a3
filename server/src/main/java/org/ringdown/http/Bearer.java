package org.ringdown.http;

import java.util.Optional;

/** What a request shows to prove whose it is (RFC 6750 §2.1). */
final class Bearer {
    private Bearer() {}

    static Optional<String> of(Ask ask) {
        return ask.header("Authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).strip());
    }

    /** @param hint what to send instead */
    static Answer missing(String hint) {
        return Problem.of(401, "unauthorized", hint).with("WWW-Authenticate", "Bearer");
    }

    /** @param why what is wrong with what was shown */
    static Answer refused(String code, String why) {
        return Problem.of(401, code, why)
                .with("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }
}
