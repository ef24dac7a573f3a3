package org.ringdown.sdp;

import java.util.List;

/**
 * A page's offer accepted, at least in part.
 *
 * @param answer to send back
 * @param media what was accepted, in the order of the m-lines; all of it shares one transport
 * @param ice what the page's connectivity checks carry
 * @param fingerprints one of them must be that of the page's certificate; all are SHA-256 or stronger
 * @param candidates the page's addresses so far; an ICE-lite side has no use for them
 */
public record WebRtcAgreement(
        SessionDescription answer,
        List<AgreedMedia> media,
        IceCredentials ice,
        List<Fingerprint> fingerprints,
        List<IceCandidate> candidates)
        implements WebRtcOutcome {
    public WebRtcAgreement {
        media = List.copyOf(media);
        fingerprints = List.copyOf(fingerprints);
        candidates = List.copyOf(candidates);
    }
}
