package org.ringdown.codec;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ringdown.media.Codec;

/** Decodes a stream of which packets get lost, and makes up for those. To be closed by whoever made it. */
public interface StreamDecoder extends SoundDecoder {
    /**
     * Makes up the next {@code count} samples with the help of {@code next}, the packet after the missing one, which may say them again (RFC
     * 6716 §2.1.7). {@code next} itself is decoded afterwards.
     */
    default void recover(ByteBuffer next, short[] samples, int count) {
        conceal(samples, count);
    }

    /** Whether {@link #recover} may know more than {@link #conceal}, so that it is worth to wait for the next packet. */
    default boolean recovers() {
        return false;
    }

    /** Whether a payload of that many bytes says that the sender has nothing to say until another comes: what is made up then was not lost. */
    default boolean isPause(int length) {
        return false;
    }

    /** Makes up the next {@code count} samples, out of what was heard before. */
    void conceal(short[] samples, int count);

    @Override
    void close();

    /** What can be decoded here, and encoded; the best first. */
    static List<Codec> known() {
        return Stream.of(Codec.OPUS, Codec.G722, Codec.PCMA, Codec.PCMU)
                .filter(codec -> !codec.equals(Codec.OPUS) || Opus.isPresent())
                .toList();
    }

    /**
     * A fresh decoder, for the codecs that we can decode here, ourselves or by an add-on.
     *
     * @param sampleRate what it gives: 8000 or 16,000, or for Opus 48,000
     */
    static Optional<StreamDecoder> of(Codec codec, int sampleRate) {
        if (codec.equals(Codec.COMFORT_NOISE)) return Optional.of(new NoiseDecoder(sampleRate));
        if (codec.equals(Codec.OPUS))
            return Opus.isPresent() ? Optional.of(new OpusDecoder(sampleRate)) : Optional.empty();
        return SoundDecoder.of(codec)
                .or(() -> SoundCodecs.added().flatMap(all -> all.decoder(codec, sampleRate)))
                .map(Concealing::new)
                .map(decoder ->
                        decoder.sampleRate() == sampleRate
                                ? decoder
                                : new Resampling(decoder, sampleRate));
    }
}
