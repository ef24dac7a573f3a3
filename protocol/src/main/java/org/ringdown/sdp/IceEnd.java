package org.ringdown.sdp;

import java.util.ArrayList;
import java.util.List;

/**
 * Our end of ICE in one medium (RFC 8839).
 *
 * @param candidates all there are, best first
 * @param lite whether we only answer checks (RFC 8445 §2.5)
 */
public record IceEnd(IceCredentials credentials, List<IceCandidate> candidates, boolean lite) {
    public IceEnd {
        candidates = List.copyOf(candidates);
    }

    /** Whoever only answers checks has to be checked (RFC 8445 §6.1.1). */
    IceEnd facing(boolean liteFarEnd) {
        return liteFarEnd ? new IceEnd(credentials, candidates, false) : this;
    }

    /** Where RTCP has a port of its own, that is the second component (RFC 8445 §4). */
    IceEnd withRtcpAt(int port) {
        var both = new ArrayList<>(candidates);
        candidates.forEach(c -> both.add(c.ofRtcpAt(port)));
        return new IceEnd(credentials, both, lite);
    }

    List<Attribute> attributes() {
        var attributes = new ArrayList<Attribute>();
        attributes.add(new Attribute("ice-ufrag", credentials.ufrag()));
        attributes.add(new Attribute("ice-pwd", credentials.password()));
        candidates.forEach(c -> attributes.add(new Attribute("candidate", c.value())));
        attributes.add(new Attribute("end-of-candidates"));
        return attributes;
    }
}
