package org.ringdown.app;

import java.time.Duration;
import org.ringdown.path.LegFormats;
import org.ringdown.path.SoundKeys;
import org.ringdown.rtp.KeypadReceiver;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.TelephoneEvent;

/** Repeats the keys it hears: as its partner can hear them, events or tones. */
final class KeysApp implements App {
    private static final Duration TONE = Duration.ofMillis(160);
    private static final Duration GAP = Duration.ofMillis(80);

    private final AppHost host;
    private final boolean[] events = new boolean[128];
    private final KeypadReceiver keypad = new KeypadReceiver();
    private final SoundKeys sound = new SoundKeys();

    KeysApp(AppHost host) {
        this.host = host;
    }

    @Override
    public void formats(LegFormats partner) {
        sound.formats(partner.receiving());
        for (var format : partner.receiving())
            events[format.payloadType()] = format.codec().isTelephoneEvent();
    }

    @Override
    public void accept(RtpPacket packet, long now) {
        char key = events[packet.payloadType()] ? keypad.receive(packet, now) : sound.hear(packet);
        if (key != KeypadReceiver.NO_KEY) pressed(key);
    }

    @Override
    public void pressed(char key) {
        if (!TelephoneEvent.isKey(key)) return;
        host.heard(key);
        host.press(String.valueOf(key), TONE, GAP);
    }

    @Override
    public void close() {}
}
