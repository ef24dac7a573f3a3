package org.ringdown.interop.matrix;

import java.time.Duration;
import java.util.Optional;
import org.ringdown.interop.sound.Sound;

/** The SIP side of a combination: a peer that speaks one codec in one encryption, and answers every call at once. */
public interface FarEnd extends AutoCloseable {
    /** What the client dials. */
    String address();

    /** The tone that it says; what it hears, where it sends that back. */
    int hz();

    /** Whether it only sends back what it hears. */
    default boolean echoes() {
        return false;
    }

    /** Forgets what it heard: before a call. */
    void forget();

    /** Has it call {@code user} at the gateway. */
    void call(String user);

    /** Ends its call. */
    void hangup();

    /** What it heard in the latest call, for those that do not send it back. The end of that call may be what makes it known. */
    Sound heard();

    /** Returns when it heard {@code hz} for {@code length}; at once for one of which that is known only after the call. */
    default void awaitHeard(int hz, Duration length) {}

    /** The same, with whatever came while it was held. */
    default Sound heardThroughout() {
        return heard();
    }

    /** The keys that it heard in the latest call; empty for one that cannot tell. */
    Optional<String> keysHeard();

    /** Presses a key; false for one that cannot. */
    boolean press(char key);

    @Override
    void close();
}
