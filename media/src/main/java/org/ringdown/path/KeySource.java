package org.ringdown.path;

import org.ringdown.rtp.RtpPacket;

/** Keys on their way to a far end, as events or as tones. While it is pressing, nothing else is heard there. */
interface KeySource {
    /** Presses nothing, in no codec. */
    KeySource NONE =
            new KeySource() {
                private final RtpPacket nothing = new RtpPacket();

                @Override
                public boolean press(String keys, long toneNanos, long gapNanos, long now) {
                    return false;
                }

                @Override
                public boolean isPressing() {
                    return false;
                }

                @Override
                public long deadline() {
                    return Long.MAX_VALUE;
                }

                @Override
                public boolean poll(long now) {
                    return false;
                }

                @Override
                public RtpPacket packet() {
                    return nothing;
                }
            };

    /** Presses keys after those that wait; false if one is no key, or too many wait. */
    boolean press(String keys, long toneNanos, long gapNanos, long now);

    boolean isPressing();

    /** When {@link #poll} has something to do next. */
    long deadline();

    /** Makes the packet that is due; false if none is. Ask until then. */
    boolean poll(long now);

    /** What {@link #poll} made. */
    RtpPacket packet();
}
