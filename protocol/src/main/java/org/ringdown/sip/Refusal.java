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

    static Refusal with(int status, String header, String value) {
        return new Refusal(
                status, Reasons.of(status), Headers.builder().add(header, value).build());
    }
}
