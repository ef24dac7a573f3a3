package org.ringdown.testkit;

import java.util.Optional;
import java.util.Set;
import org.ringdown.call.CallRecord;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending.By;
import org.ringdown.page.ToPage;
import org.ringdown.testkit.phone.PhoneEnding;

/** Whether what an end of a call was told is what its record says (docs/endings.md, read anew). */
final class Endings {
    /** What one of several who were called may learn while the call goes on: of its own refusal, or that another won. */
    private static final Set<String> LEFT_EARLY =
            Set.of("answered-elsewhere", "busy", "declined", "unavailable", "codec-mismatch");

    private Endings() {}

    /** What is wrong, if anything, with what a page was told. */
    static Optional<String> page(ToPage.Ended told, boolean calledUs, Optional<CallRecord> record) {
        if (calledUs && told.by().equals("local") && LEFT_EARLY.contains(told.reason())) {
            return Optional.empty();
        }
        if (told.reason().equals(EndReason.TRANSFERRED.word())) return Optional.empty();
        if (calledUs && told.reason().equals("no-answer")) return Optional.empty();
        if (record.isEmpty()) return Optional.of("of a call that lives, a page was told " + told);
        return page(told, calledUs, record.get());
    }

    private static boolean answered(CallRecord record) {
        return record.answered().isPresent();
    }

    /** Whether one of its legs went to another call, whose ending is that leg's. */
    static boolean movedOn(CallRecord record) {
        return record.ending().reason() == EndReason.TRANSFERRED;
    }

    private static Optional<String> page(ToPage.Ended told, boolean calledUs, CallRecord record) {
        if (movedOn(record)) return Optional.empty();
        // One who rang in the course of a transfer, while others talked.
        if (calledUs && told.reason().equals("canceled") && answered(record))
            return Optional.empty();
        boolean sameReason = told.reason().equals(record.ending().reason().word());
        // Whoever came in another's place may sit on the caller's side, though it was called.
        boolean mirrored =
                !record.transfers().isEmpty()
                        || told.by().equals(seen(record.ending().by(), calledUs));
        if (sameReason && mirrored) return Optional.empty();
        return Optional.of("a page was told " + told + ", the record says " + record);
    }

    private static String seen(By by, boolean calledUs) {
        return switch (by) {
            case SYSTEM -> "system";
            case CALLER -> calledUs ? "remote" : "local";
            case CALLEE -> calledUs ? "local" : "remote";
        };
    }

    /** What is wrong, if anything, with what a phone was told; of what it did by itself nothing is asked. */
    static Optional<String> phone(PhoneEnding told, CallRecord record) {
        if (movedOn(record) || !record.transfers().isEmpty()) return Optional.empty();
        boolean right =
                switch (told.kind()) {
                    case WAS_HUNG_UP -> {
                        if (lost(told)) yield answered(record);
                        // Its answer may have crossed the caller's change of mind.
                        if (gaveUp(told))
                            yield answered(record)
                                    || record.ending().reason() == EndReason.CANCELED;
                        yield hungUp(told, record);
                    }
                    case WAS_REFUSED -> told.status() == status(record.ending().reason());
                    case WAS_CANCELED ->
                            lost(told)
                                    ? answered(record)
                                    : gaveUp(told) || record.ending().reason() != EndReason.HANGUP;
                    default -> true;
                };
        if (right) return Optional.empty();
        return Optional.of("a phone was told " + told + ", the record says " + record);
    }

    /** Another phone or page has answered. */
    private static boolean lost(PhoneEnding told) {
        return told.reason().filter(reason -> reason.contains("SIP;cause=200")).isPresent();
    }

    /** Those who wanted to talk to it, by way of a transfer perhaps, have thought better of it. */
    private static boolean gaveUp(PhoneEnding told) {
        return told.reason().filter(reason -> reason.contains("SIP;cause=487")).isPresent();
    }

    private static boolean hungUp(PhoneEnding told, CallRecord record) {
        String reason = told.reason().orElse("");
        boolean normal = reason.contains("Q.850;cause=16");
        return record.ending().reason() == EndReason.HANGUP ? normal : !normal && !reason.isEmpty();
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
