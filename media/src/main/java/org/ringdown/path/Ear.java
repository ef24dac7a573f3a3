package org.ringdown.path;

import org.ringdown.rtp.RtpPacket;

/** How one side of a join hears the other, on the hearing leg's worker. */
public interface Ear extends RtpSink {
    Ear DEAF =
            new Ear() {
                @Override
                public void formats(LegFormats partner) {}

                @Override
                public void renew() {}

                @Override
                public void accept(RtpPacket packet, long now) {}

                @Override
                public void close() {}
            };

    /** Takes note of what the partner has agreed on; nothing is heard before. */
    void formats(LegFormats partner);

    /** What the hearing leg itself has agreed on has changed. */
    void renew();

    /** Takes note of when the partner's far end captured something. */
    default void captured(CaptureTime time) {}

    /** The join is over: nothing is heard any more. */
    void close();
}
