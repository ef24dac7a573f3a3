package org.ringdown.sip.auth;

import java.util.Optional;
import java.util.function.Function;

/** Where a {@link DigestServer} finds the stored form of a user's password. */
@FunctionalInterface
public interface PasswordLookup {
    /** {@link Digest#ha1} of that user; empty where there is none. It should take as long for a user that does not exist. */
    Optional<String> ha1(String username, String realm, DigestAlgorithm algorithm);

    /** For passwords kept in clear: hashes something for an unknown user too. */
    static PasswordLookup ofPasswords(Function<String, Optional<String>> passwords) {
        return (username, realm, algorithm) -> {
            var password = passwords.apply(username);
            var ha1 = Digest.ha1(algorithm, username, realm, password.orElse("no such user"));
            return password.map(_ -> ha1);
        };
    }
}
