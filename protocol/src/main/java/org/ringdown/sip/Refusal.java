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

    Refusal(int status, String reason, String header, String value) {
        this(status, reason, Headers.builder().add(header, value).build());
    }
}
