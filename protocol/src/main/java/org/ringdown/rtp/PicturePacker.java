package org.ringdown.rtp;

import java.nio.ByteBuffer;

/** Takes pictures apart into payloads of packets. */
public interface PicturePacker {
    /** The longest payload: with all that stands before it, it passes every network (RFC 7741 has no limit of its own). */
    int LONGEST = 1180;

    /** Takes one payload after the other. */
    interface Payloads {
        /** @param last whether the picture ends with it */
        void payload(ByteBuffer payload, boolean last);
    }

    /** @param picture as an encoder writes it; all that remains of the buffer */
    void pack(ByteBuffer picture, Payloads out);
}
