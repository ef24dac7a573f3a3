package org.ringdown.sdp;

import java.util.List;

/**
 * A medium we can carry for a page.
 *
 * @param kind audio or video
 * @param direction the most we do, from our view
 * @param codecs best first, telephone-event among them for each clock rate it is understood at
 * @param feedback what we send and understand of RTCP feedback (RFC 4585 §4.2)
 * @param source what we send, as it appears in the page
 */
public record WebRtcMedia(
        String kind,
        Direction direction,
        List<Codec> codecs,
        List<String> feedback,
        WebRtcSource source) {
    public WebRtcMedia {
        codecs = List.copyOf(codecs);
        feedback = List.copyOf(feedback);
    }

    /** Without feedback. */
    public WebRtcMedia(String kind, Direction direction, List<Codec> codecs, WebRtcSource source) {
        this(kind, direction, codecs, List.of(), source);
    }
}
