package org.ringdown.app;

import org.ringdown.path.LegFormats;
import org.ringdown.rtp.RtpPacket;

/** Says what it hears, in the codec it heard it in. */
final class EchoApp implements App {
    private final AppHost host;

    EchoApp(AppHost host) {
        this.host = host;
    }

    @Override
    public void formats(LegFormats partner) {
        host.saying(partner.receiving());
    }

    @Override
    public void accept(RtpPacket packet, long now) {
        host.say(packet, now);
    }

    @Override
    public void close() {}
}
