package org.ringdown.codec;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Opus into samples of the rate that is asked for; two channels become one. */
final class OpusDecoder implements StreamDecoder {
    private static final int MONO = 1;
    private static final int STEPS_PER_SECOND = 400;

    private final Arena arena = Arena.ofConfined();
    private final int sampleRate;
    private final int most;
    private final MemorySegment decoder;
    private final MemorySegment samples;
    private final MemorySegment payload;
    private final ByteBuffer read;

    OpusDecoder(int sampleRate) {
        this.sampleRate = sampleRate;
        this.most = sampleRate * Opus.LONGEST_MILLIS / 1000;
        this.samples = arena.allocate(JAVA_SHORT, most);
        this.payload = arena.allocate(Opus.LONGEST_PAYLOAD);
        this.read = payload.asByteBuffer();
        this.decoder = init(arena, sampleRate);
    }

    private static MemorySegment init(Arena arena, int sampleRate) {
        try {
            int size = (int) LibOpus.DECODER_SIZE.invokeExact(MONO);
            var memory = arena.allocate(size, Long.BYTES);
            LibOpus.check((int) LibOpus.DECODER_INIT.invokeExact(memory, sampleRate, MONO));
            return memory;
        } catch (Throwable e) {
            throw LibOpus.broken(e);
        }
    }

    @Override
    public int sampleRate() {
        return sampleRate;
    }

    @Override
    public int decode(ByteBuffer from, short[] to) {
        int length = take(from);
        int count = counted(length);
        if (count <= 0 || count > Math.min(most, to.length)) return 0;
        return give(decode(payload, length, count, 0), to, count);
    }

    @Override
    public void recover(ByteBuffer next, short[] to, int count) {
        int length = take(next);
        if (counted(length) > 0) fill(payload, length, to, count, 1);
        else conceal(to, count);
    }

    /** Of a frame that was not sent, its first byte is left (RFC 6716 §3.1, RFC 7587 §3.1.3), and the decoder goes on with its noise. */
    @Override
    public boolean isPause(int length) {
        return length <= 2;
    }

    @Override
    public boolean recovers() {
        return true;
    }

    @Override
    public void conceal(short[] to, int count) {
        fill(MemorySegment.NULL, 0, to, count, 0);
    }

    /** Exactly {@code count} samples, whatever comes of it. */
    private void fill(MemorySegment from, int length, short[] to, int count, int fec) {
        int given = give(decode(from, length, whole(count), fec), to, count);
        Arrays.fill(to, given, count, (short) 0);
    }

    /** What is made up comes in steps of 2.5 ms. */
    private int whole(int count) {
        int step = sampleRate / STEPS_PER_SECOND;
        return Math.min(most, (count + step - 1) / step * step);
    }

    /** Takes what remains of a payload to where libopus can read it; says how much, 0 if it is none. */
    private int take(ByteBuffer from) {
        int length = from.remaining();
        if (length == 0 || length > Opus.LONGEST_PAYLOAD) return 0;
        read.put(0, from, from.position(), length);
        from.position(from.limit());
        return length;
    }

    /** How many samples a payload holds by its first bytes; none or fewer if it is malformed (RFC 6716 §3.4). */
    private int counted(int length) {
        if (length == 0) return 0;
        try {
            return (int) LibOpus.PACKET_SAMPLES.invokeExact(payload, length, sampleRate);
        } catch (Throwable e) {
            throw LibOpus.broken(e);
        }
    }

    private int decode(MemorySegment from, int length, int count, int fec) {
        try {
            return (int) LibOpus.DECODE.invokeExact(decoder, from, length, samples, count, fec);
        } catch (Throwable e) {
            throw LibOpus.broken(e);
        }
    }

    private int give(int decoded, short[] to, int most) {
        int count = Math.clamp(decoded, 0, most);
        MemorySegment.copy(samples, JAVA_SHORT, 0, to, 0, count);
        return count;
    }

    @Override
    public void close() {
        arena.close();
    }
}
