package org.ringdown.rtmp.flv;

import java.nio.ByteBuffer;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireReader;
import org.ringdown.wire.WireWriter;

/**
 * What an AAC decoder needs to know before the first frame (ISO/IEC 14496-3 §1.6.2.1), as far as a call wants to know it.
 *
 * @param objectType 2 is AAC-LC
 * @param channels 0: the stream itself says it
 */
public record AudioSpecificConfig(int objectType, int rate, int channels) {
    private static final int[] RATES = {
        96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350
    };
    private static final int WRITTEN_OUT = 15;

    public static AudioSpecificConfig parse(ByteBuffer bytes) throws MalformedException {
        var in = new WireReader(bytes, "ISO/IEC 14496-3 §1.6.2.1");
        int first = in.u16("object type, rate and channels");
        int objectType = first >> 11;
        if (objectType == 31) throw in.malformed("an object type of over 30");
        int index = first >> 7 & 0xf;
        if (index < RATES.length) {
            return new AudioSpecificConfig(objectType, RATES[index], first >> 3 & 0xf);
        }
        if (index != WRITTEN_OUT) throw in.malformed("a rate that is reserved");
        int more = in.u24("rate"); // 24 bits of rate begin in the last 7 of the first two bytes
        int rate = (first & 0x7f) << 17 | more >> 7;
        return new AudioSpecificConfig(objectType, rate, more >> 3 & 0xf);
    }

    /** The number of its rate; negative where it has none. */
    public int rateIndex() {
        int index = RATES.length - 1;
        while (index >= 0 && RATES[index] != rate) index--;
        return index;
    }

    /** The rate of that number; 0 where it is reserved. */
    static int rate(int index) {
        return index < RATES.length ? RATES[index] : 0;
    }

    /** For rates that have a number. */
    public ByteBuffer bytes() {
        int index = rateIndex();
        if (index < 0) throw new IllegalStateException("no number for " + rate + " Hz");
        return new WireWriter().u16(objectType << 11 | index << 7 | channels << 3).written();
    }
}
