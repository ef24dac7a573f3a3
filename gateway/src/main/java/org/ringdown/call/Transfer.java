package org.ringdown.call;

import java.time.Instant;

/**
 * A transfer that came about, as the record of its call keeps it.
 *
 * @param by who transferred, and left
 * @param to who came instead
 */
public record Transfer(Instant at, Party by, Party to) {}
