package org.ringdown.media;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * ICE between a SIP leg and its far end, for RTP's port and for RTCP's where it has one. Other credentials of either side are an ICE restart.
 *
 * @param localUfrag our ICE user name fragment
 * @param localPassword our ICE password
 * @param remoteUfrag the far end's
 * @param remotePassword the far end's
 * @param checks whether we check and nominate, because the far end only answers; else we only answer (RFC 8445 §2.5)
 * @param candidates where the far end may be reached, for those checks
 */
public record IceSettings(
        String localUfrag,
        String localPassword,
        String remoteUfrag,
        String remotePassword,
        boolean checks,
        List<Candidate> candidates) {
    /** @param priority as the far end states it */
    public record Candidate(InetSocketAddress address, long priority) {}

    public IceSettings {
        candidates = List.copyOf(candidates);
    }

    /** Without checks of ours. */
    public IceSettings(
            String localUfrag, String localPassword, String remoteUfrag, String remotePassword) {
        this(localUfrag, localPassword, remoteUfrag, remotePassword, false, List.of());
    }

    /** Without the passwords, so that no log keeps them. */
    @Override
    public String toString() {
        return "IceSettings[" + localUfrag + ", " + remoteUfrag + "]";
    }
}
