package org.ringdown.path;

import java.util.List;
import org.ringdown.media.Format;
import org.ringdown.media.MediaListener;
import org.ringdown.rtp.KeypadReceiver;
import org.ringdown.rtp.ReceiverStatistics;
import org.ringdown.rtp.RtpPacket;

/** What a leg does with each packet of its far end before its partner hears it. */
public final class Intake {
    private final MediaListener listener;
    private final RtpSink heard;
    private final KeypadReceiver keypad = new KeypadReceiver();
    private final SoundKeys soundKeys = new SoundKeys();
    private final MeterStage.Meter meter = new MeterStage.Meter();
    private RtpSink path = RtpSink.NOBODY;

    /**
     * @param listener hears of keys
     * @param heard takes the packets afterwards
     */
    public Intake(MediaListener listener, RtpSink heard) {
        this.listener = listener;
        this.heard = heard;
    }

    /** Builds the path for what was agreed. */
    public void formats(List<Format> receiving) {
        var first = new MeterStage(receiving, meter);
        soundKeys.formats(receiving);
        first.into(new KeypadStage(receiving, keypad, soundKeys, listener)).into(heard);
        path = first;
    }

    public void accept(RtpPacket packet, long now) {
        path.accept(packet, now);
    }

    /** Of the stream that is heard now; empty while there was none. */
    public ReceiverStatistics statistics() {
        return meter.statistics();
    }

    /** Whose statistics they are. */
    public int ssrc() {
        return meter.ssrc();
    }
}
