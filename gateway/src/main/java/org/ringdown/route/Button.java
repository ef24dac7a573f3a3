package org.ringdown.route;

import java.time.Duration;

/**
 * A public click-to-call entry.
 *
 * @param to what its visitors call; nobody tells them the number
 * @param longest that one of its calls may talk
 */
public record Button(String to, Duration longest) {}
