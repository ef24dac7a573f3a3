package org.ringdown.testkit;

import java.util.Optional;
import org.ringdown.call.CallRecord;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending.By;
import org.ringdown.page.ToPage;
import org.ringdown.testkit.phone.PhoneEnding;

/** Whether what an end of a call was told is what its record says (docs/endings.md, read anew). */
final class Endings {
    private Endings() {}

    /** What is wrong, if anything. */
    static Optional<String> page(ToPage.Ended told, boolean calledUs, CallRecord record) {
        // A page of the called user that did not answer is told so, whatever became of the call.
        if (calledUs && told.reason().equals("answered-elsewhere")) return Optional.empty();
        boolean sameReason = told.reason().equals(record.ending().reason().word());
        boolean mirrored = told.by().equals(seen(record.ending().by(), calledUs));
        if (sameReason && mirrored) return Optional.empty();
        return Optional.of("a page was told " + told + ", the record says " + record.ending());
    }

    private static String seen(By by, boolean calledUs) {
        return switch (by) {
            case SYSTEM -> "system";
            case CALLER -> calledUs ? "remote" : "local";
            case CALLEE -> calledUs ? "local" : "remote";
        };
    }

    /** What is wrong, if anything; of what the phone did by itself nothing is asked. */
    static Optional<String> phone(PhoneEnding told, CallRecord record) {
        boolean right =
                switch (told.kind()) {
                    case WAS_HUNG_UP -> hungUp(told.reason().orElse(""), record);
                    case WAS_REFUSED -> told.status() == status(record.ending().reason());
                    case WAS_CANCELED -> record.ending().reason() != EndReason.HANGUP;
                    default -> true;
                };
        if (right) return Optional.empty();
        return Optional.of("a phone was told " + told + ", the record says " + record.ending());
    }

    private static boolean hungUp(String reason, CallRecord record) {
        return switch (record.ending().reason()) {
            case HANGUP -> reason.contains("Q.850;cause=16");
            case ANSWERED_ELSEWHERE -> reason.contains("SIP;cause=200");
            default -> !reason.contains("cause=16");
        };
    }

    private static int status(EndReason reason) {
        return switch (reason) {
            case BUSY -> 486;
            case DECLINED -> 603;
            case NO_ANSWER -> 408;
            case NOT_FOUND -> 404;
            case FORBIDDEN -> 403;
            case CODEC_MISMATCH -> 488;
            case CANCELED -> 487;
            case LIMIT_REACHED -> 503;
            case ERROR -> 500;
            default -> 480;
        };
    }
}
