package org.ringdown.flash;

import java.util.Optional;
import org.ringdown.page.ToPage;
import org.ringdown.page.ToPage.SipStatus;

/** Why something came to nothing, in the words of SIP that phones of this kind expect. */
final class Reasons {
    private Reasons() {}

    /** Of a call that ended before it was answered. */
    static String of(ToPage.Ended ended) {
        return ended.sip().map(Reasons::text).orElseGet(() -> ofReason(ended.reason()));
    }

    /** Of an attempt that never became a call. */
    static String of(ToPage.Failure failure) {
        return failure.sip()
                .map(Reasons::text)
                .orElseGet(() -> status(failure.code()) + " " + failure.message());
    }

    private static String text(SipStatus status) {
        return status.code() + " " + status.reason();
    }

    private static String ofReason(String reason) {
        return switch (reason) {
            case "busy" -> "486 Busy Here";
            case "declined" -> "603 Decline";
            case "no-answer" -> "408 Request Timeout";
            case "not-found" -> "404 Not Found";
            case "forbidden" -> "403 Forbidden";
            case "codec-mismatch" -> "488 Not Acceptable Here";
            case "canceled" -> "487 Request Terminated";
            default -> "480 Temporarily Unavailable";
        };
    }

    private static int status(String code) {
        return switch (code) {
            case "destination-not-allowed", "token-expired", "token-invalid" -> 403;
            case "not-found", "bad-number" -> 404;
            case "codec-mismatch" -> 488;
            default -> 503;
        };
    }

    /** Whether a client that declines with these words is busy. */
    static boolean isBusy(Optional<String> words) {
        return words.filter(text -> text.startsWith("486") || text.startsWith("600")).isPresent();
    }
}
