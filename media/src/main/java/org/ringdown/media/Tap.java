package org.ringdown.media;

import java.util.List;
import org.ringdown.rtp.RtpPacket;

/** Hears what the far end of a leg says, while somebody hears that. Called on the leg's worker for each packet: it copies it and returns. */
@FunctionalInterface
public interface Tap {
    /** @param formats what the packet may be in; the same list as long as nothing else was agreed */
    void heard(List<Format> formats, RtpPacket packet, long now);
}
