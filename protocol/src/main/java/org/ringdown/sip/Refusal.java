package org.ringdown.sip;

/**
 * The answer owed to a request that was read and is wrong.
 *
 * @param headers what the answer says besides, such as Unsupported or Accept
 */
public record Refusal(int status, String reason, Headers headers) {
    public Refusal(int status, String reason) {
        this(status, reason, Headers.NONE);
    }

    /** With the usual reason. */
    public Refusal(int status) {
        this(status, Reasons.of(status));
    }

    /** Nothing is wrong but the moment (RFC 3261 §21.5.4). */
    public static Refusal notNow(int retryAfterSeconds) {
        return with(503, "Retry-After", Integer.toString(retryAfterSeconds));
    }

    static Refusal with(int status, String header, String value) {
        return new Refusal(
                status, Reasons.of(status), Headers.builder().add(header, value).build());
    }
}
