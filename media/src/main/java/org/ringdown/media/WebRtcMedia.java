package org.ringdown.media;

import java.time.Duration;
import java.util.Optional;

/** The media of a page: ICE-lite, DTLS-SRTP, one shared port. */
public interface WebRtcMedia extends Media {
    /** Takes a new offer of the same page into account (ICE restart, other codecs). */
    void update(WebRtcParameters parameters);

    /**
     * Speaks this codec alone with the page from now on, and expects it of the page; what its partner has instead is converted. Nothing: speaks
     * whatever both have.
     */
    void insist(Optional<Codec> codec);

    /** How long no authenticated ICE check may come before {@link MediaListener#lost}; 6 s unless told otherwise. */
    void patience(Duration silence);
}
