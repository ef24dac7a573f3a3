package org.ringdown.call;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was kept of the sound of a call.
 *
 * @param files where; more than one where each side has its own
 * @param lost packets that are missing in it
 * @param failure why it ends before the call does, where it does
 */
public record Recorded(List<String> files, Instant began, long lost, Optional<String> failure) {
    public Recorded {
        files = List.copyOf(files);
    }
}
