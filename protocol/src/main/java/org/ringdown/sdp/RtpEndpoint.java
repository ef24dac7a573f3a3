package org.ringdown.sdp;

import java.util.List;

/**
 * What we are toward one SIP peer.
 *
 * @param origin of the next description; {@link Origin#next()} for each that differs from the last (RFC 3264 §8)
 * @param connection where all our media is received; in an answer of the offer's address type (RFC 6157)
 * @param media in the order of the m-lines of our offers
 */
public record RtpEndpoint(Origin origin, Connection connection, List<RtpMedia> media) {
    public RtpEndpoint {
        media = List.copyOf(media);
    }
}
