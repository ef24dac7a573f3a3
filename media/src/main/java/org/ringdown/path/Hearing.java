package org.ringdown.path;

import org.ringdown.codec.DtmfDetector;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.worker.Counted;
import org.ringdown.worker.Counters;

/** How a leg with a network hears its partner: translated into its own payload types, as a source of its {@link Egress}. */
public final class Hearing implements Ear {
    private final long number;
    private final Egress egress;
    private final Counters counters;
    private final UnheardKeys unheardKeys;
    private final SoundKeys soundKeys = new SoundKeys();
    private boolean toEvents;
    private LegFormats partner = LegFormats.NONE;
    private RtpSink path = RtpSink.NOBODY;

    /** @param number of this join, 1 or more: no two of one leg share it */
    public Hearing(int number, Egress egress, Counters counters) {
        this.number = number;
        this.egress = egress;
        this.counters = counters;
        this.unheardKeys = new UnheardKeys(egress);
    }

    @Override
    public void formats(LegFormats partner) {
        this.partner = partner;
        soundKeys.formats(partner.receiving());
        unheardKeys.formats(partner.receiving());
        renew();
    }

    @Override
    public void renew() {
        var first = new FormatStage(partner.receiving(), egress.formats(), this::notUnderstood);
        first.into(this::speak);
        path = first;
        toEvents = egress.hearsEvents();
    }

    /** A key in the sound of a partner without events becomes an event where those are heard: the sound of it is left out meanwhile. */
    @Override
    public void accept(RtpPacket packet, long now) {
        if (toEvents) {
            char key = soundKeys.hear(packet);
            if (key != DtmfDetector.NO_KEY) unheardKeys.press(key);
        }
        path.accept(packet, now);
    }

    @Override
    public void close() {
        path = RtpSink.NOBODY;
        toEvents = false;
    }

    private void speak(RtpPacket packet, long now) {
        egress.speak(source(packet), packet, now);
    }

    private void notUnderstood(RtpPacket packet, long now) {
        if (!unheardKeys.take(packet, now)) counters.count(Counted.NOT_UNDERSTOOD);
        egress.skip(source(packet), packet);
    }

    /** A partner that begins another stream is another source. */
    private long source(RtpPacket packet) {
        return number << 32 | Integer.toUnsignedLong(packet.ssrc());
    }
}
