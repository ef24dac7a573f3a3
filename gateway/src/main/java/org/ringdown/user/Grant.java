package org.ringdown.user;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ringdown.route.Caller;

/**
 * What a verified token allows.
 *
 * @param user whom the page speaks for; each button or guest token names a fresh one, "guest:…"
 * @param to patterns of numbers that may be dialled ('?' one character, '*' any number); empty means whatever the routes allow
 * @param button the entry that a visitor presses, who may call where that leads and nobody else
 * @param expires when the page needs a fresh token
 */
public record Grant(String user, List<String> to, Optional<String> button, Instant expires) {
    public Grant {
        to = List.copyOf(to);
    }

    /** Without a button. */
    public Grant(String user, List<String> to, Instant expires) {
        this(user, to, Optional.empty(), expires);
    }

    /** What it lets somebody dial, whom it may have let in under another name before. */
    Caller caller(String known) {
        return button.map(key -> Caller.pressing(key, known))
                .orElseGet(() -> new Caller(known, to, known));
    }

    public boolean isGuest() {
        return user.startsWith("guest:");
    }
}
