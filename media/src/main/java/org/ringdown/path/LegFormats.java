package org.ringdown.path;

import java.util.List;
import java.util.Optional;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;

/**
 * What a leg and its far end have agreed on, as its partner has to know.
 *
 * @param receiving what the far end says, under which payload types
 * @param sending what it wants to be told, and under which; the preferred codec first
 * @param asked what it was asked to say, whether its partner understands that or not
 */
public record LegFormats(List<Format> receiving, List<Format> sending, Optional<Codec> asked) {
    public static final LegFormats NONE = new LegFormats(List.of(), List.of());

    public LegFormats {
        receiving = List.copyOf(receiving);
        sending = List.copyOf(sending);
    }

    /** It says whatever its partner understands. */
    public LegFormats(List<Format> receiving, List<Format> sending) {
        this(receiving, sending, Optional.empty());
    }
}
