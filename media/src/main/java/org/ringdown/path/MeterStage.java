package org.ringdown.path;

import java.util.List;
import java.util.OptionalInt;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.rtp.ReceiverStatistics;
import org.ringdown.rtp.RtpPacket;

/** Measures how packets arrive: losses and jitter of the stream that is heard now. First of all stages, as nothing is missing yet. */
final class MeterStage extends RtpStage {
    private final int[] clockRates = new int[128];
    private final boolean[] timed = new boolean[128];
    private final Meter meter;

    MeterStage(List<Format> receiving, OptionalInt redundancy, Meter meter) {
        this.meter = meter;
        for (var format : receiving) {
            clockRates[format.payloadType()] = format.codec().clockRate();
            // The timestamp of a key is when it went down, not when its packet was sent (RFC 4733
            // §2.2.1).
            timed[format.payloadType()] = !format.codec().isTelephoneEvent();
        }
        redundancy.ifPresent(type -> {
            clockRates[type] = Codec.OPUS.clockRate();
            timed[type] = true;
        });
    }

    @Override
    public void accept(RtpPacket packet, long now) {
        int type = packet.payloadType();
        if (timed[type])
            meter.at(packet.ssrc(), clockRates[type])
                    .received(packet.sequence(), packet.timestamp(), now);
        else if (meter.isOf(packet.ssrc())) meter.statistics().receivedUntimed(packet.sequence());
        pass(packet, now);
    }

    /** The figures, which outlive a path: what renegotiation builds anew goes on counting. */
    static final class Meter {
        private ReceiverStatistics statistics = new ReceiverStatistics(1);
        private int ssrc;
        private int clockRate;

        private ReceiverStatistics at(int ssrc, int clockRate) {
            if (ssrc != this.ssrc || clockRate != this.clockRate) {
                this.ssrc = ssrc;
                this.clockRate = clockRate;
                statistics = new ReceiverStatistics(clockRate);
            }
            return statistics;
        }

        private boolean isOf(int ssrc) {
            return clockRate != 0 && ssrc == this.ssrc;
        }

        ReceiverStatistics statistics() {
            return statistics;
        }

        int ssrc() {
            return ssrc;
        }
    }
}
