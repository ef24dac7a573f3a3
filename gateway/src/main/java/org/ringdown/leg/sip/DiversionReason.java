package org.ringdown.leg.sip;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Why a call was passed on: the words of RFC 5806 §4 and the numbers of RFC 4458, which stand for each other by RFC 7544 §4.1. */
final class DiversionReason {
    private static final Set<String> KNOWN =
            Set.of(
                    "user-busy",
                    "no-answer",
                    "unavailable",
                    "unconditional",
                    "time-of-day",
                    "do-not-disturb",
                    "deflection",
                    "follow-me",
                    "out-of-service",
                    "away");

    private DiversionReason() {}

    static String known(String word) {
        var lower = word.toLowerCase(Locale.ROOT);
        return KNOWN.contains(lower) ? lower : "unknown";
    }

    /** Empty where a number means no diversion. */
    static Optional<String> ofCause(String cause) {
        return switch (cause) {
            case "302" -> Optional.of("unconditional");
            case "486" -> Optional.of("user-busy");
            case "408" -> Optional.of("no-answer");
            case "480", "487" -> Optional.of("deflection");
            case "503" -> Optional.of("unavailable");
            case "404" -> Optional.of("unknown");
            default -> Optional.empty();
        };
    }

    static String cause(String word) {
        return switch (word) {
            case "user-busy" -> "486";
            case "no-answer" -> "408";
            case "deflection" -> "480";
            case "unavailable", "out-of-service" -> "503";
            case "unknown" -> "404";
            default -> "302";
        };
    }
}
