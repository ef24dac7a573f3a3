package org.ringdown.call;

import java.util.List;
import org.ringdown.media.Codec;

/**
 * Somebody who has come for the place of a far end of a call, and may have it; posted to the call's mailbox.
 *
 * @param leg the id that their leg will have
 * @param maker makes that leg, inside the call's mailbox
 * @param replaces the leg whose place they want
 * @param codecs those that they can do
 */
public record Newcomer(String leg, Placement.CallerLeg maker, String replaces, List<Codec> codecs) {
    public Newcomer {
        codecs = List.copyOf(codecs);
    }
}
