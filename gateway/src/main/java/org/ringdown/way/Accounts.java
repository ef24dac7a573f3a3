package org.ringdown.way;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.ringdown.sip.auth.Credentials;

/**
 * The passwords that we have at peers, by the name of the line or trunk that they belong to ({@code line:alice}, {@code trunk:pbx}).
 * They are nowhere else, and never leave the gateway: a peer gets a proof of one, never the password. Any thread.
 */
public final class Accounts {
    private final Map<String, Credentials> byName;

    public Accounts(Map<String, Credentials> byName) {
        this.byName = new ConcurrentHashMap<>(byName);
    }

    /** Of a line that begins while we run. */
    public void learn(Credentials credentials) {
        byName.put(credentials.owner(), credentials);
    }

    /** Of a line that is over. */
    public void forget(String name) {
        byName.remove(name);
    }

    Optional<Credentials> of(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    int size() {
        return byName.size();
    }

    /** The names alone. */
    @Override
    public String toString() {
        return "Accounts" + byName.keySet();
    }
}
