package org.ringdown.call;

import java.time.Duration;

/**
 * Key presses on their way from one side to the other.
 *
 * @param digits of {@code 0-9*#A-D}, pressed one after the other
 * @param duration of each press
 * @param gap after each press
 * @param inMedia whether they also travel with the sound (RFC 4733), so that a leg with sound must not send them again
 */
public record Keys(String digits, Duration duration, Duration gap, boolean inMedia) {
    public static final Duration USUAL_DURATION = Duration.ofMillis(100);
    public static final Duration USUAL_GAP = Duration.ofMillis(70);

    /** One key that was heard in the sound of a leg. */
    public static Keys heard(char key) {
        return new Keys(String.valueOf(key), USUAL_DURATION, USUAL_GAP, true);
    }
}
