package org.ringdown.user;

import java.time.Instant;
import java.util.List;

/**
 * What a verified token allows.
 *
 * @param user whom the page speaks for; each button or guest token names a fresh one, "guest:…"
 * @param to patterns of numbers that may be dialled ('?' one character, '*' any number); empty means whatever the routes allow
 * @param expires when the page needs a fresh token
 */
public record Grant(String user, List<String> to, Instant expires) {
    public Grant {
        to = List.copyOf(to);
    }

    public boolean isGuest() {
        return user.startsWith("guest:");
    }
}
