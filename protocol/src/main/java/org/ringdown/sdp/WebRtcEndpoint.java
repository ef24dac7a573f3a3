package org.ringdown.sdp;

import java.util.List;
import java.util.Set;

/**
 * What we are toward one page: ICE-lite (all our addresses are known) and the passive side of DTLS.
 *
 * @param origin of the answer; {@link Origin#next()} for each later one of the session
 * @param candidates all of them, best first
 * @param extensions URIs of the header extensions we understand
 * @param media one entry for each m-line we would accept, in order
 */
public record WebRtcEndpoint(
        Origin origin,
        IceCredentials ice,
        List<IceCandidate> candidates,
        Fingerprint fingerprint,
        Set<String> extensions,
        List<WebRtcMedia> media) {
    public WebRtcEndpoint {
        candidates = List.copyOf(candidates);
        extensions = Set.copyOf(extensions);
        media = List.copyOf(media);
    }
}
