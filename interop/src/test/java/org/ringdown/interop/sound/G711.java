package org.ringdown.interop.sound;

/** A-law and µ-law, sample by sample (ITU-T G.711). Encoding searches the decoder's table: slow, short, and right by construction. */
public enum G711 {
    PCMU(0) {
        @Override
        int linear(int code) {
            int bits = ~code & 0xff;
            int magnitude = (((bits & 0x0f) << 3) + 0x84 << (bits >> 4 & 7)) - 0x84;
            return (bits & 0x80) != 0 ? -magnitude : magnitude;
        }
    },
    PCMA(8) {
        @Override
        int linear(int code) {
            int bits = code ^ 0x55;
            int exponent = bits >> 4 & 7;
            int magnitude = ((bits & 0x0f) << 4) + 8;
            if (exponent > 0) magnitude = magnitude + 0x100 << exponent - 1;
            return (bits & 0x80) != 0 ? magnitude : -magnitude;
        }
    };

    /** The static RTP payload type (RFC 3551 §6). */
    private final int payloadType;

    private final short[] decoded = new short[256];
    private final byte[] encoded = new byte[1 << 16];

    G711(int payloadType) {
        this.payloadType = payloadType;
        for (int code = 0; code < 256; code++) decoded[code] = (short) linear(code);
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++)
            encoded[sample & 0xffff] = nearest(sample);
    }

    abstract int linear(int code);

    private byte nearest(int sample) {
        int best = 0;
        for (int code = 1; code < 256; code++) {
            if (Math.abs(decoded[code] - sample) <= Math.abs(decoded[best] - sample))
                best = code; // 0 is the positive one
        }
        return (byte) best;
    }

    public int payloadType() {
        return payloadType;
    }

    public byte[] encode(Sound sound) {
        var codes = new byte[sound.samples().length];
        for (int i = 0; i < codes.length; i++)
            codes[i] = encoded[Math.round(sound.samples()[i] * 32767) & 0xffff];
        return codes;
    }

    /** Writes the samples of {@code codes} into {@code into} from {@code at} on, as far as there is room. */
    public void decode(byte[] codes, float[] into, int at) {
        for (int i = 0; i < codes.length && at + i < into.length; i++)
            into[at + i] = decoded[codes[i] & 0xff] / 32768f;
    }
}
