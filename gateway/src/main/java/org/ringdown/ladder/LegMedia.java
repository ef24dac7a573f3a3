package org.ringdown.ladder;

import java.util.Optional;
import org.ringdown.media.MediaNote;

/**
 * What is known of the media of one leg.
 *
 * @param party whose sound it is; empty where that is not known
 * @param codec in which it was last heard
 * @param transcodedFrom the codec in which the other side spoke, where that was converted for this one
 * @param from where it was last heard from
 * @param to where ours was first sent
 * @param silent whether nothing is heard at present, or was at the end
 * @param foreign an address from which packets came that were not believed
 * @param unagreed a payload type that came without being agreed
 * @param lost whether the page gave no sign of life any more
 * @param figures known once the leg has ended
 */
public record LegMedia(
        String party,
        boolean page,
        boolean reached,
        boolean keyed,
        Optional<String> unkeyed,
        boolean everHeard,
        Optional<String> codec,
        Optional<String> transcodedFrom,
        Optional<String> from,
        Optional<String> to,
        boolean silent,
        long silentSince,
        Optional<String> foreign,
        Optional<Integer> unagreed,
        boolean lost,
        boolean closed,
        MediaNote.Closed figures) {}
