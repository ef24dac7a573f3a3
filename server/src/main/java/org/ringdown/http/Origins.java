package org.ringdown.http;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which web origins may speak to us: our own, those configured, and in dev mode any page served by this machine.
 *
 * <p>Exact matches only. "null", which sandboxed pages and files send, is never allowed.
 */
record Origins(boolean dev, Set<String> configured) {
    private static final Pattern THIS_MACHINE =
            Pattern.compile("http://(localhost|127\\.0\\.0\\.1)(:[0-9]{1,5})?");

    /** @param own the origin under which the visitor sees us */
    boolean allow(String origin, String own) {
        return origin.equals(own)
                || configured.contains(origin)
                || dev && THIS_MACHINE.matcher(origin).matches();
    }

    static Answer refused() {
        return Problem.of(
                403,
                "origin-not-allowed",
                "Pages of this origin may not connect; the operator lists allowed ones in http.origins.");
    }

    static Answer preflight() {
        return Answer.empty(204)
                .with("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE")
                .with("Access-Control-Allow-Headers", "Authorization, Content-Type")
                .with("Access-Control-Max-Age", "600");
    }

    /** Lets any page read why it was refused: no more than anybody learns who asks without a browser. */
    static Answer readableByAll(Answer refusal) {
        return refusal.with("Access-Control-Allow-Origin", "*");
    }

    /** Lets a page of {@code origin}, which is allowed, read the answer. */
    static Answer readable(Answer answer, String origin) {
        return answer.with("Access-Control-Allow-Origin", origin).vary("Origin");
    }
}
