package org.ringdown.event;

/** What became of text that a mailbox was asked to pass on; exactly one for each. */
public record TextOutcome(String token, Verdict verdict) {
    /** Whether it was passed on. */
    public sealed interface Verdict {
        /** Somebody's page or phone has it. */
        record Delivered() implements Verdict {}

        /**
         * @param status as a SIP sender is told
         * @param reason as a SIP sender is told
         * @param code as a page is told, one of the SDK's error codes
         * @param message what happened
         * @param hint what to do about it
         */
        record Refused(int status, String reason, String code, String message, String hint)
                implements Verdict {}
    }

    public static final Verdict DELIVERED = new Verdict.Delivered();

    public static final Verdict NOBODY_THERE =
            new Verdict.Refused(
                    480,
                    "Temporarily Unavailable",
                    "sip-failure",
                    "Nobody is there to read it: no page and no phone of that user is connected.",
                    "Try again later; messages are not kept.");

    public static final Verdict TOO_MANY =
            new Verdict.Refused(
                    503,
                    "Service Unavailable",
                    "rate-limited",
                    "Too many messages in a short time.",
                    "Wait a few seconds, then send it again.");

    public static final Verdict TOO_LONG =
            new Verdict.Refused(
                    413,
                    "Request Entity Too Large",
                    "bad-message",
                    "The text has more than " + Text.LONGEST + " bytes.",
                    "Cut it into several messages.");

    public static final Verdict NOT_A_PERSON =
            new Verdict.Refused(
                    404,
                    "Not Found",
                    "bad-number",
                    "Nobody reads messages at that address.",
                    "Send it to a user or a SIP address.");

    /** The far end, or the way to it, did not take it. */
    public static Verdict refusedThere(int status, String reason) {
        return new Verdict.Refused(
                status,
                reason,
                "sip-failure",
                "The far end did not take the message: " + status + " " + reason + ".",
                "Ask whether it can read messages.");
    }
}
