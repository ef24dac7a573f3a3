package org.ringdown.codec;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** Comfort noise as its sender describes it (RFC 3389 §3): as loud as the first byte says. Of its colour nothing is taken over. */
final class NoiseDecoder implements StreamDecoder {
    /** Below full scale, in dB: the quietest there is. */
    private static final int QUIETEST = 127;

    /** Of a sound that takes all values alike, the peak over the loudness. */
    private static final double PEAK = Math.sqrt(3);

    private final int sampleRate;
    private final SplittableRandom random = new SplittableRandom(3389); // nobody guesses noise
    private int peak;

    NoiseDecoder(int sampleRate) {
        this.sampleRate = sampleRate;
    }

    @Override
    public int sampleRate() {
        return sampleRate;
    }

    /** Takes note of the level; the sound of it is made where nothing else comes. */
    @Override
    public int decode(ByteBuffer payload, short[] samples) {
        if (!payload.hasRemaining()) return 0;
        int level = payload.get(payload.position()) & QUIETEST;
        peak = (int) Math.min(PEAK * 32_768 * Math.pow(10, -level / 20.0), Short.MAX_VALUE);
        payload.position(payload.limit());
        return 0;
    }

    @Override
    public boolean isPause(int length) {
        return true;
    }

    @Override
    public void conceal(short[] samples, int count) {
        for (int i = 0; i < count; i++) samples[i] = (short) random.nextInt(-peak, peak + 1);
    }

    @Override
    public void close() {
        // All of it is on the heap.
    }
}
