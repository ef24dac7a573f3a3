package org.ringdown.call;

import java.util.Optional;
import org.ringdown.wire.Plain;

/**
 * Who is at an end of a call, as the other end is shown.
 *
 * @param uri an address that can be called back ("sip:alice@example.com")
 * @param number what to show and redial: a number or a user's name
 */
public record Party(String uri, Optional<String> number, Optional<String> name) {
    /** Somebody who wishes not to be named (RFC 3323 §4.1.1.3). */
    public static final Party ANONYMOUS =
            new Party(
                    "sip:anonymous@anonymous.invalid", Optional.empty(), Optional.of("Anonymous"));

    /** Its words may be a stranger's, and are shown, kept and passed on everywhere: so here they become plain. */
    public Party {
        uri = Plain.text(uri);
        number = number.map(Plain::text);
        name = name.map(Plain::text);
    }
}
