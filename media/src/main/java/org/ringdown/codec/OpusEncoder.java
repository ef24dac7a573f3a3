package org.ringdown.codec;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** A voice in Opus, with what it said last said again in each packet for whoever missed that (RFC 6716 §2.1.7). */
final class OpusEncoder implements SoundEncoder {
    private static final int MONO = 1;

    // opus_defines.h
    private static final int APPLICATION_VOIP = 2048;
    private static final int SET_BITRATE = 4002;
    private static final int SET_COMPLEXITY = 4010;
    private static final int SET_INBAND_FEC = 4012;
    private static final int SET_PACKET_LOSS = 4014;
    private static final int SET_SIGNAL = 4024;
    private static final int SIGNAL_VOICE = 3001;

    /** Half of what it could spend: the rest costs as much again, and is not heard of a telephone's voice. */
    private static final int COMPLEXITY = 5;

    /** Enough for libopus to say a narrow voice twice. */
    private static final int NARROW_BITRATE = 24_000;

    private static final int WIDE_BITRATE = 32_000;
    private static final int USUAL_LOSS = 5;

    private final Arena arena;
    private final boolean owned;
    private final int sampleRate;
    private final int channels;
    private final MemorySegment encoder;
    private final MemorySegment samples;
    private final MemorySegment payload;
    private final ByteBuffer written;
    private int loss;

    private OpusEncoder(int sampleRate, int channels, Arena arena, boolean owned) {
        this.sampleRate = sampleRate;
        this.channels = channels;
        this.arena = arena;
        this.owned = owned;
        this.samples =
                arena.allocate(
                        JAVA_SHORT, (long) channels * sampleRate * Opus.LONGEST_MILLIS / 1000);
        this.payload = arena.allocate(Opus.LONGEST_PAYLOAD);
        this.written = payload.asByteBuffer();
        this.encoder = init(arena, sampleRate, channels);
        int bitrate = sampleRate > 8000 ? WIDE_BITRATE : NARROW_BITRATE;
        LibOpus.set(encoder, SET_BITRATE, channels * bitrate);
        LibOpus.set(encoder, SET_COMPLEXITY, COMPLEXITY);
        LibOpus.set(encoder, SET_SIGNAL, SIGNAL_VOICE);
        LibOpus.set(encoder, SET_INBAND_FEC, 1);
        expectLoss(USUAL_LOSS);
    }

    /** To be closed, by the thread that made it. */
    static OpusEncoder owned(int sampleRate) {
        return new OpusEncoder(sampleRate, MONO, Arena.ofConfined(), true);
    }

    /** The same for several channels, whose samples alternate. */
    static OpusEncoder owned(int sampleRate, int channels) {
        return new OpusEncoder(sampleRate, channels, Arena.ofConfined(), true);
    }

    /** The collector closes it. */
    static OpusEncoder unowned(int sampleRate) {
        return new OpusEncoder(sampleRate, MONO, Arena.ofAuto(), false);
    }

    private static MemorySegment init(Arena arena, int sampleRate, int channels) {
        try {
            int size = (int) LibOpus.ENCODER_SIZE.invokeExact(channels);
            var memory = arena.allocate(size, Long.BYTES);
            LibOpus.check(
                    (int)
                            LibOpus.ENCODER_INIT.invokeExact(
                                    memory, sampleRate, channels, APPLICATION_VOIP));
            return memory;
        } catch (Throwable e) {
            throw LibOpus.broken(e);
        }
    }

    @Override
    public int sampleRate() {
        return sampleRate;
    }

    /** {@code count}, of all channels, is a duration that Opus has: 2.5, 5, 10, 20, 40 or 60 ms. */
    @Override
    public void encode(short[] from, int count, ByteBuffer to) {
        MemorySegment.copy(from, 0, samples, JAVA_SHORT, 0, count);
        int length = encode(count / channels, Math.min(to.remaining(), Opus.LONGEST_PAYLOAD));
        if (length < 0)
            throw new IllegalStateException("libopus says " + length + " of " + count + " samples");
        to.put(to.position(), written, 0, length).position(to.position() + length);
    }

    private int encode(int count, int room) {
        try {
            return (int) LibOpus.ENCODE.invokeExact(encoder, samples, count, payload, room);
        } catch (Throwable e) {
            throw LibOpus.broken(e);
        }
    }

    @Override
    public void expectLoss(int percent) {
        if (percent == loss) return;
        loss = percent;
        LibOpus.set(encoder, SET_PACKET_LOSS, Math.clamp(percent, 0, 100));
    }

    @Override
    public void close() {
        if (owned) arena.close();
    }
}
