package org.ringdown.push;

import java.time.Duration;
import java.util.Optional;

/** Browsers that want to be woken when a call rings and their page is closed. Threads: any; every method returns at once. */
public interface ClosedPages {
    /** How many browsers one user may have. */
    int MOST = 10;

    /** Nobody is woken. */
    ClosedPages NONE =
            new ClosedPages() {
                @Override
                public Optional<String> key() {
                    return Optional.empty();
                }

                @Override
                public Duration patience() {
                    return Duration.ZERO;
                }

                @Override
                public boolean has(String user) {
                    return false;
                }

                @Override
                public Optional<String> add(String user, Subscription browser) {
                    return Optional.of("This gateway wakes no closed pages");
                }

                @Override
                public void remove(String user, String endpoint) {}

                @Override
                public void tell(String user, Notice notice) {}
            };

    /** The public key that browsers are to ask their push services to accept messages of (RFC 8292 §4); empty where nobody is woken. */
    Optional<String> key();

    /** For how long a call rings while no page is awake. */
    Duration patience();

    /** Whether there is a browser to wake. */
    boolean has(String user);

    /** One more browser; a known one is known by what it says now. Where it is not taken: why. */
    Optional<String> add(String user, Subscription browser);

    void remove(String user, String endpoint);

    /** Has all the user's browsers told, as far as they can be reached. */
    void tell(String user, Notice notice);
}
