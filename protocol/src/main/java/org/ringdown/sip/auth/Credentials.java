package org.ringdown.sip.auth;

import java.util.Objects;
import java.util.Optional;

/**
 * A name and password that one owner, a line or a trunk, may use within one realm.
 *
 * <p>Without a realm, the first one that the owner's peer asks for is kept and no other is ever answered.
 *
 * @param owner names the line or trunk, such as {@code trunk:pbx}; only its own requests may use these credentials
 */
public record Credentials(String owner, String username, String password, Optional<String> realm) {
    public Credentials {
        Objects.requireNonNull(owner);
        Objects.requireNonNull(password);
        if (!DigestHeader.quotable(username)) {
            throw new IllegalArgumentException(
                    "a username with a quote, backslash or control character");
        }
    }

    Credentials within(String newRealm) {
        return new Credentials(owner, username, password, Optional.of(newRealm));
    }

    /** Without the password, so that it cannot end in a log. */
    @Override
    public String toString() {
        return "Credentials["
                + owner
                + ", "
                + username
                + ", realm "
                + realm.orElse("unknown yet")
                + "]";
    }
}
