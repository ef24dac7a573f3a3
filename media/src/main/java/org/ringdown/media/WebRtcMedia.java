package org.ringdown.media;

/** The media of a page: ICE-lite, DTLS-SRTP, one shared port. */
public interface WebRtcMedia extends Media {
    /** Takes a new offer of the same page into account (ICE restart, other codecs). */
    void update(WebRtcParameters parameters);
}
