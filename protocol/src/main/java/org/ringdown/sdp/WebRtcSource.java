package org.ringdown.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The one RTP stream we send within an m-line.
 *
 * @param ssrc 32 bits without sign
 * @param retransmission the SSRC of what is sent anew of it (RFC 4588 §5.3)
 * @param cname the same for streams to be played in step (RFC 7022)
 * @param msid the MediaStream it becomes in the page
 */
public record WebRtcSource(long ssrc, OptionalLong retransmission, String cname, Msid msid) {
    public WebRtcSource {
        Text.field(cname);
        if (isNone(ssrc) || retransmission.isPresent() && isNone(retransmission.getAsLong()))
            throw new IllegalArgumentException("no SSRC");
    }

    /** Nothing is sent anew. */
    public WebRtcSource(long ssrc, String cname, Msid msid) {
        this(ssrc, OptionalLong.empty(), cname, msid);
    }

    private static boolean isNone(long ssrc) {
        return ssrc < 0 || ssrc > 0xFFFF_FFFFL;
    }

    /** @param retransmits whether the page takes what is sent anew */
    List<Attribute> attributes(boolean retransmits) {
        var attributes = new ArrayList<Attribute>();
        attributes.add(msid.attribute());
        attributes.add(named(ssrc));
        if (retransmits && retransmission.isPresent()) {
            long again = retransmission.getAsLong();
            attributes.add(named(again));
            attributes.add(
                    new Attribute("ssrc-group", "FID " + ssrc + " " + again)); // RFC 5576 §4.2
        }
        return attributes;
    }

    private Attribute named(long which) {
        return new Attribute("ssrc", which + " cname:" + cname);
    }
}
