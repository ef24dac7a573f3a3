package org.ringdown.sip.dialog;

import java.time.Duration;
import java.util.Optional;
import org.ringdown.sip.Headers;
import org.ringdown.sip.Refusal;
import org.ringdown.sip.SessionExpires;
import org.ringdown.sip.SessionExpires.Refresher;

/**
 * What both ends agreed on about the life of a session (RFC 4028): it ends unless one of them refreshes it in time.
 *
 * @param weRefresh whether that is our duty
 */
public record SessionTimer(Duration interval, boolean weRefresh) {
    public static final String OPTION_TAG = "timer";

    /** Seconds; what is asked for where nobody has another wish (§4). */
    public static final long USUAL = 1800;

    /** Seconds; below this nobody may go (§5). */
    public static final long LEAST = 90;

    /** What a request of theirs comes to. */
    public sealed interface Verdict {
        /** @param headers for the 2xx */
        record Agreed(Optional<SessionTimer> timer, Headers headers) implements Verdict {}

        /** Too short (422): it says how long it must be. */
        record Refused(Refusal refusal) implements Verdict {}
    }

    /** When whoever refreshes should (§7.2, §9). */
    public Duration refreshAfter() {
        return interval.dividedBy(2);
    }

    /** When whoever waits has waited enough, and says BYE (§10). */
    public Duration endAfter() {
        var margin = interval.dividedBy(3);
        var most = Duration.ofSeconds(32);
        return interval.minus(margin.compareTo(most) < 0 ? margin : most);
    }

    /** How a request of ours asks for a session of so many seconds; {@code refresher} as seen from that request. */
    public static Headers request(long seconds, long least, Optional<Refresher> refresher) {
        return Headers.builder()
                .set("Session-Expires", new SessionExpires(seconds, refresher).toString())
                .set("Min-SE", Long.toString(least))
                .build();
    }

    /** What we answer to an INVITE or UPDATE of theirs (§9, table 2). {@code ours}: seconds that we wish for. */
    public static Verdict asked(Headers request, long ours) {
        boolean supported = request.supports(OPTION_TAG);
        var wish = request.sessionExpires();
        boolean tooShort = wish.isPresent() && wish.get().seconds() < LEAST;
        if (tooShort && supported) return new Verdict.Refused(tooShort());
        if (tooShort || wish.isEmpty() && !supported)
            return new Verdict.Agreed(Optional.empty(), Headers.NONE);
        long least = Math.max(LEAST, request.seconds("Min-SE").orElse(LEAST));
        long mine = Math.max(ours, least);
        long seconds = wish.isPresent() ? Math.min(wish.get().seconds(), mine) : mine;
        var refresher = wish.flatMap(SessionExpires::refresher).orElse(Refresher.UAS);
        boolean theirs = supported && refresher == Refresher.UAC;
        return agreed(seconds, theirs ? Refresher.UAC : Refresher.UAS);
    }

    private static Verdict agreed(long seconds, Refresher refresher) {
        var headers =
                Headers.builder()
                        .set(
                                "Session-Expires",
                                new SessionExpires(seconds, Optional.of(refresher)).toString());
        if (refresher == Refresher.UAC) headers.set("Require", OPTION_TAG);
        var timer = new SessionTimer(Duration.ofSeconds(seconds), refresher == Refresher.UAS);
        return new Verdict.Agreed(Optional.of(timer), headers.build());
    }

    private static Refusal tooShort() {
        return new Refusal(
                422,
                "Session Interval Too Small",
                Headers.builder().set("Min-SE", Long.toString(LEAST)).build());
    }

    /** What the 2xx to a request of ours says; empty where the session does not expire (§7.2). */
    public static Optional<SessionTimer> answered(Headers success) {
        return success.sessionExpires()
                .map(said ->
                        new SessionTimer(
                                Duration.ofSeconds(Math.max(LEAST, said.seconds())),
                                said.refresher().orElse(Refresher.UAC) == Refresher.UAC));
    }
}
