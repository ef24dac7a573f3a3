package org.ringdown.shard.event;

import java.util.Optional;
import org.ringdown.way.Way;

/**
 * Somebody outside to whom text can be sent.
 *
 * @param from who we say that is writing; empty: the user, at our domain
 */
public record TextReader(String uri, Way way, Optional<String> from) {}
