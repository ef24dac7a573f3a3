package org.ringdown.sdp;

import java.util.ArrayList;
import java.util.List;

/** What kind of protection an offer of ours asks for. */
public enum RtpProposal {
    /** None. */
    PLAIN("RTP/AVP", false, false),
    /** SRTP if the far end takes one of the keys, else none: what phones call optional. */
    OPPORTUNISTIC("RTP/AVP", true, false),
    /** SRTP under keys in the descriptions (RFC 4568). */
    SDES("RTP/SAVP", true, false),
    /** SRTP under keys of a handshake (RFC 5764 §8). */
    DTLS("UDP/TLS/RTP/SAVP", false, true),
    /** The same with ICE, as browsers insist on it (RFC 8827, RFC 8829). */
    WEBRTC("UDP/TLS/RTP/SAVPF", false, true);

    private final String protocol;
    private final boolean sdes;
    private final boolean dtls;

    RtpProposal(String protocol, boolean sdes, boolean dtls) {
        this.protocol = protocol;
        this.sdes = sdes;
        this.dtls = dtls;
    }

    String protocol() {
        return protocol;
    }

    /** What goes into the m-line, of all that we bring. */
    List<Attribute> attributes(RtpSecurity ours) {
        var attributes = new ArrayList<Attribute>();
        if (sdes) ours.cryptos().forEach(crypto -> attributes.add(crypto.attribute()));
        if (dtls) {
            attributes.add(ours.fingerprint().orElseThrow().attribute());
            attributes.add(new Attribute("setup", Setup.ACTPASS.token()));
        }
        if (this == WEBRTC) attributes.addAll(ours.ice().orElseThrow().attributes());
        return attributes;
    }
}
