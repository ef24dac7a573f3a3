package org.ringdown.path;

import java.util.List;
import java.util.OptionalInt;
import org.ringdown.media.Format;
import org.ringdown.media.MediaListener;
import org.ringdown.rtp.KeypadReceiver;
import org.ringdown.rtp.ReceiverStatistics;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.worker.Counters;

/** What a leg does with each packet of its far end before its partner hears it. */
public final class Intake {
    private final MediaListener listener;
    private final RtpSink heard;
    private final KeypadReceiver keypad = new KeypadReceiver();
    private final SoundKeys soundKeys = new SoundKeys();
    private final MeterStage.Meter meter = new MeterStage.Meter();
    private final RedundancyStage.Past past = new RedundancyStage.Past();
    private final Counters counters;
    private RtpSink path = RtpSink.NOBODY;

    /**
     * @param listener hears of keys
     * @param heard takes the packets afterwards
     */
    public Intake(Counters counters, MediaListener listener, RtpSink heard) {
        this.counters = counters;
        this.listener = listener;
        this.heard = heard;
    }

    /** Builds the path for what was agreed. */
    public void formats(List<Format> receiving) {
        formats(receiving, OptionalInt.empty());
    }

    /** @param redundancy the payload type of packets that say Opus again (RFC 2198) */
    public void formats(List<Format> receiving, OptionalInt redundancy) {
        var first = new MeterStage(receiving, redundancy, meter);
        soundKeys.formats(receiving);
        RtpStage whole = first;
        if (redundancy.isPresent())
            whole =
                    first.into(
                            new RedundancyStage(receiving, redundancy.getAsInt(), past, counters));
        whole.into(new KeypadStage(receiving, keypad, soundKeys, listener)).into(heard);
        path = first;
    }

    public void accept(RtpPacket packet, long now) {
        path.accept(packet, now);
    }

    /** Of the stream that is heard now; empty while there was none. */
    public ReceiverStatistics statistics() {
        return meter.statistics();
    }

    /** How many of the lost packets were said again in time. */
    public long repaired() {
        return past.repaired();
    }

    /** Whose statistics they are. */
    public int ssrc() {
        return meter.ssrc();
    }
}
