package org.ringdown.codec;

import java.nio.ByteBuffer;

/**
 * The two laws of ITU-T G.711: eight bits a sample, finer for quiet sound than for loud. Both remember nothing, so one of each serves all.
 *
 * <p>A byte is a sign, a segment (3 bits) and a step within the segment (4 bits); a segment's steps are twice as wide as those of the
 * one below. On the wire, A-law inverts every other bit and mu-law all of them.
 */
public enum G711 implements SoundEncoder, SoundDecoder {
    A_LAW {
        @Override
        byte encode(int sample) {
            // 13 bits, the sign apart. Negative samples as one's complement: -1 is the mirror of 0.
            int magnitude = (sample < 0 ? ~sample : sample) >> 4;
            int segment = Math.max(0, 28 - Integer.numberOfLeadingZeros(magnitude));
            int code =
                    segment == 0 ? magnitude : segment << 4 | (magnitude >> (segment - 1)) & 0x0F;
            return (byte) ((sample < 0 ? code : code | 0x80) ^ 0x55);
        }

        @Override
        int expand(int code) {
            int plain = code ^ 0x55;
            int segment = (plain >> 4) & 7;
            int step = plain & 0x0F;
            int magnitude =
                    segment == 0 ? (step << 4) + 8 : (((step + 16) << 4) + 8) << (segment - 1);
            return (plain & 0x80) != 0 ? magnitude : -magnitude;
        }
    },

    MU_LAW {
        @Override
        byte encode(int sample) {
            // 14 bits with a bias of 33, so that each segment begins at a power of two.
            int magnitude = Math.min(((sample < 0 ? ~sample : sample) >> 2) + 33, 0x1FFF);
            int segment = 26 - Integer.numberOfLeadingZeros(magnitude);
            int code = segment << 4 | (magnitude >> (segment + 1)) & 0x0F;
            return (byte) ~(sample < 0 ? code | 0x80 : code);
        }

        @Override
        int expand(int code) {
            int plain = ~code;
            int segment = (plain >> 4) & 7;
            int step = plain & 0x0F;
            int magnitude = ((((step << 1) + 33) << segment) - 33) << 2;
            return (plain & 0x80) != 0 ? -magnitude : magnitude;
        }
    };

    private final short[] samples = new short[256];

    G711() {
        for (int code = 0; code < 256; code++) samples[code] = (short) expand(code);
    }

    abstract byte encode(int sample);

    abstract int expand(int code);

    /** The sample that a byte stands for. */
    public short decode(byte code) {
        return samples[Byte.toUnsignedInt(code)];
    }

    @Override
    public int sampleRate() {
        return 8000;
    }

    @Override
    public void encode(short[] from, int count, ByteBuffer to) {
        for (int i = 0; i < count; i++) to.put(encode(from[i]));
    }

    @Override
    public int decode(ByteBuffer payload, short[] to) {
        int count = Math.min(payload.remaining(), to.length);
        for (int i = 0; i < count; i++) to[i] = decode(payload.get());
        return count;
    }

    @Override
    public void close() {
        // One serves all.
    }
}
