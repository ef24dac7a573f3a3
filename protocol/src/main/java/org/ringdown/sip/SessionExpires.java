package org.ringdown.sip;

import java.util.Locale;
import java.util.Optional;
import org.ringdown.wire.MalformedException;

/**
 * How long a session lasts unless it is refreshed, and by whom (RFC 4028 §4).
 *
 * @param seconds 1 to 2^32 - 1
 * @param refresher empty where that is left to the other end
 */
public record SessionExpires(long seconds, Optional<Refresher> refresher) {
    /** Seen from the request that this stands in or answers: its sender, or its receiver. */
    public enum Refresher {
        UAC,
        UAS
    }

    public SessionExpires {
        if (seconds < 1 || seconds > Contact.MAX_SECONDS)
            throw new IllegalArgumentException("not an interval: " + seconds);
    }

    public static SessionExpires parse(String text) throws MalformedException {
        var value = Parameterised.parse(text);
        var seconds = Numbers.parse(value.value(), Contact.MAX_SECONDS);
        if (seconds.isEmpty() || seconds.getAsLong() == 0) {
            throw new MalformedException("session interval: not 1 to 2^32-1 (RFC 4028 §4)");
        }
        return new SessionExpires(
                seconds.getAsLong(),
                value.params().get("refresher").flatMap(SessionExpires::refresher));
    }

    /** A word that is neither says nothing. */
    private static Optional<Refresher> refresher(String word) {
        if (word.equalsIgnoreCase("uac")) return Optional.of(Refresher.UAC);
        return word.equalsIgnoreCase("uas") ? Optional.of(Refresher.UAS) : Optional.empty();
    }

    @Override
    public String toString() {
        return seconds
                + refresher
                        .map(who -> ";refresher=" + who.name().toLowerCase(Locale.ROOT))
                        .orElse("");
    }
}
