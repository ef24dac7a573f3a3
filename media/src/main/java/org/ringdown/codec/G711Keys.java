package org.ringdown.codec;

import java.nio.ByteBuffer;

/**
 * Hears keys in G.711. What is no key at a glance at the middle of a packet is not even decoded: of two packets that a key of 40 ms is in, or
 * three, one is filled by it. The packet before that one is kept, for the beginning of the key.
 */
final class G711Keys implements KeyEar {
    /** 20 ms: a longer packet may hold the whole of a key beside its middle. */
    private static final int PACKET = 160;

    /** How much of its middle is looked at. */
    private static final int WINDOW = 64;

    /** After so many packets that hold nothing, a key that was pressed has ended. */
    private static final int CALM = 3;

    private final G711 law;
    private final DtmfDetector detector;
    private final KeyGlance glance;
    private final short[] samples = new short[PACKET];
    private final short[] middle = new short[WINDOW + 1];
    private final byte[] kept = new byte[PACKET];
    private int keptLength;
    private int calm = CALM;

    G711Keys(G711 law) {
        this.law = law;
        this.detector = new DtmfDetector(law.sampleRate());
        this.glance = new KeyGlance(law.sampleRate());
    }

    @Override
    public char hear(ByteBuffer buffer, int from, int length) {
        calm = mayHoldKey(buffer, from, length) ? 0 : calm + 1;
        if (calm > CALM) {
            keep(buffer, from, length);
            return DtmfDetector.NO_KEY;
        }
        char earlier = keptLength > 0 ? hearKept() : DtmfDetector.NO_KEY;
        char key = DtmfDetector.NO_KEY;
        for (int at = 0; at < length; at += PACKET) {
            int count = Math.min(PACKET, length - at);
            for (int i = 0; i < count; i++) samples[i] = law.decode(buffer.get(from + at + i));
            char found = detector.receive(samples, count);
            if (found != DtmfDetector.NO_KEY) key = found;
        }
        return key == DtmfDetector.NO_KEY ? earlier : key;
    }

    private boolean mayHoldKey(ByteBuffer buffer, int from, int length) {
        if (length > PACKET || length < middle.length) return length > 0;
        int start = from + (length - middle.length) / 2;
        for (int i = 0; i < middle.length; i++) middle[i] = law.decode(buffer.get(start + i));
        return glance.mayBeKey(middle, 1, middle.length);
    }

    private void keep(ByteBuffer buffer, int from, int length) {
        buffer.get(from, kept, 0, length);
        keptLength = length;
    }

    private char hearKept() {
        for (int i = 0; i < keptLength; i++) samples[i] = law.decode(kept[i]);
        char key = detector.receive(samples, keptLength);
        keptLength = 0;
        return key;
    }
}
