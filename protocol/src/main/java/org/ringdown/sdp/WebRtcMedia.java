package org.ringdown.sdp;

import java.util.List;

/**
 * A medium we can carry for a page.
 *
 * @param kind audio, later video
 * @param direction the most we do, from our view
 * @param codecs best first, telephone-event among them for each clock rate it is understood at
 * @param source what we send, as it appears in the page
 */
public record WebRtcMedia(
        String kind, Direction direction, List<Codec> codecs, WebRtcSource source) {
    public WebRtcMedia {
        codecs = List.copyOf(codecs);
    }
}
