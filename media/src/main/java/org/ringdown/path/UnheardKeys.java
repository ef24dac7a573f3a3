package org.ringdown.path;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.ringdown.media.Format;
import org.ringdown.rtp.KeypadReceiver;
import org.ringdown.rtp.RtpPacket;

/** Lets a far end that did not agree to events hear a partner's keys all the same, as tones. */
final class UnheardKeys {
    private static final Duration TONE = Duration.ofMillis(120);
    private static final Duration GAP = Duration.ofMillis(60);

    private final Egress egress;
    private final KeypadReceiver keypad = new KeypadReceiver();
    private final boolean[] events = new boolean[128];

    UnheardKeys(Egress egress) {
        this.egress = egress;
    }

    void formats(List<Format> partner) {
        Arrays.fill(events, false);
        for (var format : partner) events[format.payloadType()] = format.codec().isTelephoneEvent();
    }

    /** False if the packet is not of a key. */
    boolean take(RtpPacket packet, long now) {
        if (!events[packet.payloadType()]) return false;
        char key = keypad.receive(packet, now);
        if (key != KeypadReceiver.NO_KEY && !egress.hasSilentKeys()) press(key);
        return true;
    }

    void press(char key) {
        egress.press(String.valueOf(key), TONE, GAP);
    }
}
