package org.ringdown.limit;

/** What there can be too much of. */
enum Limit {
    CALLS,
    CALLS_PER_SECOND,
    CALLS_PER_HOUR,
    MINUTES_PER_DAY;

    /** What somebody is told who has reached it. */
    Refusal reached(Account account, Allowance allowed) {
        var who = account.words();
        var message =
                switch (this) {
                    case CALLS ->
                            who + " may have " + calls(allowed.calls().orElse(0)) + " at a time.";
                    case CALLS_PER_SECOND ->
                            who
                                    + " may begin "
                                    + calls(allowed.callsPerSecond().orElse(0))
                                    + " a second.";
                    case CALLS_PER_HOUR ->
                            who
                                    + " may begin "
                                    + calls(allowed.callsPerHour().orElse(0))
                                    + " an hour.";
                    case MINUTES_PER_DAY ->
                            who
                                    + " may talk "
                                    + count(allowed.minutesPerDay().orElse(0), "minute")
                                    + " a day.";
                };
        return new Refusal(Refusal.Cause.LIMIT, message, hint());
    }

    private String hint() {
        return switch (this) {
            case CALLS -> "End a call, or wait until one has ended.";
            case CALLS_PER_SECOND -> "Wait a moment, then try again.";
            case CALLS_PER_HOUR, MINUTES_PER_DAY ->
                    "Try again later; the operator sets limits in the gateway's configuration.";
        };
    }

    private static String calls(int count) {
        return count(count, "call");
    }

    private static String count(int count, String of) {
        return count == 1 ? "1 " + of : count + " " + of + "s";
    }
}
