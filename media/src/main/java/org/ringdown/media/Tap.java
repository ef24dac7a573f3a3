package org.ringdown.media;

import java.util.List;
import org.ringdown.rtp.RtpPacket;

/** Hears and sees what the far end of a leg says and shows, while somebody else does. Called on the leg's worker for each packet: it copies it and returns. */
@FunctionalInterface
public interface Tap {
    /** @param formats what the packet may be in; the same list as long as nothing else was agreed */
    void heard(List<Format> formats, RtpPacket packet, long now);

    /** The same of pictures. */
    default void saw(List<Format> formats, RtpPacket packet, long now) {}

    /** Whether keyframes of the far end are wanted, for pictures to begin with; asked once. */
    default boolean sees() {
        return false;
    }

    /** Whether another keyframe is wanted by now; asked behind each packet of pictures, and a wish is told once. */
    default boolean wantsKeyframe() {
        return false;
    }
}
