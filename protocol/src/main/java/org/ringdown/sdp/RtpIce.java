package org.ringdown.sdp;

import java.util.List;

/**
 * The far end of ICE in one medium, where both described one.
 *
 * @param lite whether it only answers checks
 * @param candidates those of RTP that are known so far
 */
public record RtpIce(IceCredentials credentials, boolean lite, List<IceCandidate> candidates) {
    public RtpIce {
        candidates = List.copyOf(candidates);
    }

    static RtpIce of(MediaSection theirs, IceCredentials credentials) {
        return new RtpIce(
                credentials,
                theirs.session().iceLite(),
                theirs.candidates().stream().filter(c -> c.component() == 1).toList());
    }
}
