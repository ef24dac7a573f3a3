package org.ringdown.path;

import java.util.List;
import org.ringdown.media.Format;
import org.ringdown.media.MediaListener;
import org.ringdown.rtp.KeypadReceiver;
import org.ringdown.rtp.RtpPacket;

/** Reports each key once, as events (RFC 4733) or in the sound, and lets its packets pass: a partner may want them too. */
final class KeypadStage extends RtpStage {
    private final boolean[] events = new boolean[128];
    private final KeypadReceiver keypad;
    private final SoundKeys sound;
    private final MediaListener listener;

    /**
     * {@code keypad} and {@code sound} outlive this path: a key that is held while something is renegotiated is still one key.
     *
     * @param sound hears keys where no events were agreed
     */
    KeypadStage(
            List<Format> receiving,
            KeypadReceiver keypad,
            SoundKeys sound,
            MediaListener listener) {
        this.keypad = keypad;
        this.sound = sound;
        this.listener = listener;
        for (var format : receiving)
            events[format.payloadType()] = format.codec().isTelephoneEvent();
    }

    @Override
    public void accept(RtpPacket packet, long now) {
        char key = events[packet.payloadType()] ? keypad.receive(packet, now) : sound.hear(packet);
        if (key != KeypadReceiver.NO_KEY) listener.key(key);
        pass(packet, now);
    }
}
