package org.ringdown.line;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What is known of our registrations at trunks. May be asked from any thread. */
public final class Registrations {
    private final Map<String, Registered> byTrunk = new ConcurrentHashMap<>();

    void learn(String trunk, Registered now) {
        byTrunk.put(trunk, now);
    }

    public Optional<Registered> of(String trunk) {
        return Optional.ofNullable(byTrunk.get(trunk));
    }

    /** The trunk whose calls come to this address of ours: nobody but it has been told. */
    public Optional<String> byContact(String contactUser) {
        return byTrunk.entrySet().stream()
                .filter(entry -> entry.getValue().contactUser().equals(contactUser))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
