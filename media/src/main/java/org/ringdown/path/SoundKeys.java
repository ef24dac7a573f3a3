package org.ringdown.path;

import java.util.Arrays;
import java.util.List;
import org.ringdown.codec.DtmfDetector;
import org.ringdown.codec.SoundDecoder;
import org.ringdown.media.Format;
import org.ringdown.rtp.RtpPacket;

/** Hears keys in the sound of a far end that did not agree to events, as far as its codec can be decoded here. */
public final class SoundKeys {
    /** Samples of a packet that are listened to: a tenth of a second of the widest band. */
    private static final int LONGEST = 1600;

    private final SoundDecoder[] decoders = new SoundDecoder[128];
    private final DtmfDetector[] detectors = new DtmfDetector[128];
    private final boolean[] audible = new boolean[128];
    private final short[] samples = new short[LONGEST];
    private List<Format> heard = List.of();

    /** Takes note of what may come. What was heard of a key goes on where nothing has changed. */
    public void formats(List<Format> receiving) {
        if (receiving.equals(heard)) return;
        heard = List.copyOf(receiving);
        boolean events = heard.stream().anyMatch(format -> format.codec().isTelephoneEvent());
        Arrays.fill(audible, false);
        if (!events) heard.forEach(this::listenTo);
    }

    private void listenTo(Format format) {
        int type = format.payloadType();
        SoundDecoder.of(format.codec())
                .ifPresent(decoder -> {
                    decoders[type] = decoder;
                    detectors[type] = new DtmfDetector(decoder.sampleRate());
                    audible[type] = true;
                });
    }

    /** The key that was pressed in this packet, or {@link DtmfDetector#NO_KEY}. The packet is left as it is. */
    public char hear(RtpPacket packet) {
        int type = packet.payloadType();
        if (!audible[type]) return DtmfDetector.NO_KEY;
        var buffer = packet.buffer();
        int position = buffer.position();
        int limit = buffer.limit();
        int from = packet.payloadOffset();
        buffer.limit(from + packet.payloadLength()).position(from);
        int count = decoders[type].decode(buffer, samples);
        buffer.limit(limit).position(position);
        return detectors[type].receive(samples, count);
    }
}
