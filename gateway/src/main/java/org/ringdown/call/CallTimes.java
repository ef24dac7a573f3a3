package org.ringdown.call;

import java.time.Duration;

/**
 * How long a call may last in each of its states.
 *
 * @param ring until somebody answers
 * @param talk from the answer on
 */
public record CallTimes(Duration ring, Duration talk) {}
