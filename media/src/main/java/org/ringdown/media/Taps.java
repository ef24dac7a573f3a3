package org.ringdown.media;

import java.util.List;
import org.ringdown.rtp.RtpPacket;

/** Several taps as one. */
public final class Taps implements Tap {
    private final Tap[] all;

    private Taps(List<Tap> all) {
        this.all = all.toArray(Tap[]::new);
    }

    /** @param all at least one */
    public static Tap of(List<Tap> all) {
        return all.size() == 1 ? all.getFirst() : new Taps(all);
    }

    @Override
    public void heard(List<Format> formats, RtpPacket packet, long now) {
        for (var tap : all) tap.heard(formats, packet, now);
    }

    @Override
    public void saw(List<Format> formats, RtpPacket packet, long now) {
        for (var tap : all) tap.saw(formats, packet, now);
    }

    @Override
    public boolean sees() {
        for (var tap : all) if (tap.sees()) return true;
        return false;
    }

    /** Each is asked, since a wish is told once. */
    @Override
    public boolean wantsKeyframe() {
        boolean wanted = false;
        for (var tap : all) wanted |= tap.wantsKeyframe();
        return wanted;
    }
}
