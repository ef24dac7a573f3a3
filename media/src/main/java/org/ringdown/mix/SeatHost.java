package org.ringdown.mix;

import java.util.List;
import org.ringdown.media.Format;
import org.ringdown.rtp.RtpPacket;

/** The leg to which a {@link Seat} belongs. */
public interface SeatHost {
    /** Names what the member is going to hear, under payload types of its own. */
    void saying(List<Format> formats);

    /** The member is the last one of a room that does not keep one. */
    void alone();

    /** Has the member hear a packet. */
    void say(RtpPacket packet, long now);
}
