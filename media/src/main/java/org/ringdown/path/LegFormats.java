package org.ringdown.path;

import java.util.List;
import org.ringdown.media.Format;

/**
 * What a leg and its far end have agreed on, as its partner has to know.
 *
 * @param receiving what the far end says, under which payload types
 * @param sending what it wants to be told, and under which; the preferred codec first
 */
public record LegFormats(List<Format> receiving, List<Format> sending) {
    public static final LegFormats NONE = new LegFormats(List.of(), List.of());

    public LegFormats {
        receiving = List.copyOf(receiving);
        sending = List.copyOf(sending);
    }
}
