package org.ringdown.path;

import java.util.List;
import org.ringdown.media.Format;
import org.ringdown.media.MediaListener;
import org.ringdown.rtp.KeypadReceiver;
import org.ringdown.rtp.RtpPacket;

/** Reports each key once, and lets its packets pass: a partner may want them too (RFC 4733). */
final class KeypadStage extends RtpStage {
    private final boolean[] events = new boolean[128];
    private final KeypadReceiver keypad;
    private final MediaListener listener;

    /** {@code keypad} outlives this path: a key that is held while something is renegotiated is still one key. */
    KeypadStage(List<Format> receiving, KeypadReceiver keypad, MediaListener listener) {
        this.keypad = keypad;
        this.listener = listener;
        for (var format : receiving)
            events[format.payloadType()] = format.codec().isTelephoneEvent();
    }

    @Override
    public void accept(RtpPacket packet, long now) {
        if (events[packet.payloadType()]) {
            char key = keypad.receive(packet, now);
            if (key != KeypadReceiver.NO_KEY) listener.key(key);
        }
        pass(packet, now);
    }
}
