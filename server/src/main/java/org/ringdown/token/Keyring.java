package org.ringdown.token;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ringdown.config.Configuration;

/** The keys of page tokens by their names (kid). All of them verify; the first that can signs. */
public final class Keyring {
    private final Map<String, SigningKey> keys;
    private final SigningKey signing;

    private Keyring(Collection<SigningKey> all) {
        var byName = new LinkedHashMap<String, SigningKey>();
        all.forEach(key -> byName.put(key.kid(), key));
        this.keys = byName;
        this.signing =
                all.stream()
                        .filter(key -> key.signer().isPresent())
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no key can sign"));
    }

    /**
     * The configured keys; without any, a fresh one that lives as long as this process.
     *
     * @param random must be unguessable
     * @throws IllegalArgumentException whose message names the key that cannot be used, and why
     */
    public static Keyring of(Configuration.Tokens tokens, RandomGenerator random) {
        if (tokens.keys().isEmpty()) return fresh(random);
        return new Keyring(
                tokens.keys().entrySet().stream()
                        .map(entry -> key(entry.getKey(), entry.getValue()))
                        .toList());
    }

    static Keyring of(SigningKey... keys) {
        return new Keyring(List.of(keys));
    }

    private static Keyring fresh(RandomGenerator random) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        return of(SigningKey.hs256("this-process", secret));
    }

    private static SigningKey key(String kid, Configuration.TokenKey configured) {
        try {
            return SigningKey.of(kid, configured.key().reveal());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("tokens.keys." + kid + ": " + e.getMessage(), e);
        }
    }

    Optional<SigningKey> byName(String kid) {
        return kid == null ? Optional.empty() : Optional.ofNullable(keys.get(kid));
    }

    SigningKey signing() {
        return signing;
    }
}
