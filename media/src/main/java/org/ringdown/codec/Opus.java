package org.ringdown.codec;

/** Opus (RFC 6716) as far as this machine can do it: by its libopus, in one channel. */
public final class Opus {
    /** The longest packet there is, in milliseconds (RFC 6716 §2.1.4). */
    static final int LONGEST_MILLIS = 120;

    /** Longer payloads than a datagram of sound are not looked at. */
    static final int LONGEST_PAYLOAD = 1500;

    private Opus() {}

    /** Whether there is a libopus; looked for, and told to the log, when first asked. */
    public static boolean isPresent() {
        return OpusLibrary.FOUND.isPresent();
    }

    /** An encoder for files, which is told samples of all channels by turns, where {@link #isPresent}; to be closed by the thread that made it. */
    public static SoundEncoder encoder(int sampleRate, int channels) {
        var encoder = OpusEncoder.owned(sampleRate, channels);
        encoder.expectLoss(0);
        return encoder;
    }

    /** Makes the first call that needs Opus as quick as the others: takes a tenth of a second, and nobody should wait for it. */
    public static void warmUp() {
        if (!isPresent()) return;
        OpusEncoder.owned(SoundEncoder.NARROW).close();
        new OpusDecoder(SoundEncoder.NARROW).close();
    }
}
