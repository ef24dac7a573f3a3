package org.ringdown.way;

import java.util.Map;
import java.util.Optional;
import org.ringdown.sip.auth.Credentials;

/**
 * The passwords that we have at peers, by the name of the line or trunk that they belong to ({@code line:alice}, {@code trunk:pbx}).
 * They are nowhere else, and never leave the gateway: a peer gets a proof of one, never the password.
 */
public record Accounts(Map<String, Credentials> byName) {
    public static final Accounts NONE = new Accounts(Map.of());

    public Accounts {
        byName = Map.copyOf(byName);
    }

    Optional<Credentials> of(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The names alone. */
    @Override
    public String toString() {
        return "Accounts" + byName.keySet();
    }
}
