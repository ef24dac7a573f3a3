package org.ringdown.media;

import java.time.Duration;
import java.util.Optional;

/** The media of one leg: where its packets come in and go out. Lives on one worker until closed. */
public interface Media {
    /** Sends key presses to this leg's far end as RFC 4733 events, or as tones where it did not agree to events. */
    void sendKeys(String keys, Duration duration, Duration gap);

    /** Whether this leg's far end hears music, instead of its usual filler, while nobody speaks to it. */
    void music(boolean on);

    /** Who hears, beside its partner, what this leg's far end says; empty for nobody any more. */
    default void tap(Optional<Tap> tap) {}

    /** How often this leg's far end hears a beep, the first one at once: it is recorded. Empty for never any more. */
    default void beeps(Optional<Duration> interval) {}

    /** Whether its listener hears each second how this leg and its partner sound; costs nothing where nobody asks. */
    default void watch(boolean on) {}

    /**
     * Speaks this codec alone with its far end from now on, whose network loses packets; nothing: whatever both have. One that loses none, as it
     * does not come in packets, has no need of it.
     */
    default void insist(Optional<Codec> codec) {}

    /** Releases ports, keys and timers; the partner of a join hears its filler from now on. Twice changes nothing. */
    void close();
}
