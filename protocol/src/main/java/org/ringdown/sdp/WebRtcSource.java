package org.ringdown.sdp;

import java.util.List;

/**
 * The one RTP stream we send within an m-line.
 *
 * @param ssrc 32 bits without sign
 * @param cname the same for streams to be played in step (RFC 7022)
 * @param msid the MediaStream it becomes in the page
 */
public record WebRtcSource(long ssrc, String cname, Msid msid) {
    public WebRtcSource {
        Text.field(cname);
        if (ssrc < 0 || ssrc > 0xFFFF_FFFFL) throw new IllegalArgumentException("no SSRC");
    }

    List<Attribute> attributes() {
        return List.of(msid.attribute(), new Attribute("ssrc", ssrc + " cname:" + cname));
    }
}
