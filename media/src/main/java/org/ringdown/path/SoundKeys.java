package org.ringdown.path;

import java.util.Arrays;
import java.util.List;
import org.ringdown.codec.DtmfDetector;
import org.ringdown.codec.KeyEar;
import org.ringdown.media.Format;
import org.ringdown.rtp.RtpPacket;

/** Hears keys in the sound of a far end that did not agree to events, as far as its codec can be decoded here. */
public final class SoundKeys {
    private final KeyEar[] ears = new KeyEar[128];
    private List<Format> heard = List.of();

    public SoundKeys() {
        Arrays.fill(ears, KeyEar.DEAF);
    }

    /** Takes note of what may come. What was heard of a key goes on where nothing has changed. */
    public void formats(List<Format> receiving) {
        if (receiving.equals(heard)) return;
        heard = List.copyOf(receiving);
        boolean events = heard.stream().anyMatch(format -> format.codec().isTelephoneEvent());
        Arrays.fill(ears, KeyEar.DEAF);
        if (!events) heard.forEach(this::listenTo);
    }

    private void listenTo(Format format) {
        KeyEar.of(format.codec()).ifPresent(ear -> ears[format.payloadType()] = ear);
    }

    /** The key that was pressed in this packet, or {@link DtmfDetector#NO_KEY}. The packet is left as it is. */
    public char hear(RtpPacket packet) {
        return ears[packet.payloadType()].hear(
                packet.buffer(), packet.payloadOffset(), packet.payloadLength());
    }
}
