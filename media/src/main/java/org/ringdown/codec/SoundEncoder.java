package org.ringdown.codec;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.ringdown.media.Codec;

/** Turns the samples of one stream into a codec's payload. It may remember what it encoded before. */
public interface SoundEncoder extends AutoCloseable {
    /** A telephone's band: what costs least. */
    int NARROW = 8000;

    /** What G.722 has. */
    int WIDE = 16_000;

    /** Samples per second that it takes, which is not always the RTP clock rate (G.722, RFC 3551 §4.5.2). */
    int sampleRate();

    /** Encodes the first {@code count} samples, and puts the payload into {@code to}; nothing where its codec's frames are longer, and it waits for more. */
    void encode(short[] samples, int count, ByteBuffer to);

    /** By how many units of its codec's clock the latest payload began before the samples that it was made with. */
    default int behind() {
        return 0;
    }

    /** How many packets of a hundred its listener is going to miss: what can say things twice takes note of it. */
    default void expectLoss(int percent) {}

    /** Lets go of what is not on the heap, where there is any; of no use afterwards. */
    @Override
    default void close() {}

    /** Whether there is an encoder, ours or an add-on's. */
    static boolean isKnown(Codec codec) {
        return StreamDecoder.known().contains(codec)
                || SoundCodecs.added().filter(all -> all.encodes(codec)).isPresent();
    }

    /** A fresh encoder for sound that we make ourselves, and that is not made often: it needs no closing. */
    static Optional<SoundEncoder> of(Codec codec) {
        if (codec.equals(Codec.PCMA)) return Optional.of(G711.A_LAW);
        if (codec.equals(Codec.PCMU)) return Optional.of(G711.MU_LAW);
        if (codec.equals(Codec.G722)) return Optional.of(new G722Encoder());
        if (codec.equals(Codec.OPUS) && Opus.isPresent())
            return Optional.of(OpusEncoder.unowned(NARROW));
        if (codec.isSpeex()) // of an add-on's, the one that has frames of 20 ms
        return SoundCodecs.added().flatMap(all -> all.encoder(codec, codec.clockRate()));
        return Optional.empty();
    }

    /**
     * A fresh encoder, for all codecs that can be encoded here. To be closed.
     *
     * @param sampleRate what it takes, where the codec leaves a choice: 8000, 16,000 or 48,000
     */
    static Optional<SoundEncoder> of(Codec codec, int sampleRate) {
        if (codec.equals(Codec.OPUS))
            return Opus.isPresent() ? Optional.of(OpusEncoder.owned(sampleRate)) : Optional.empty();
        return of(codec)
                .or(() -> SoundCodecs.added().flatMap(all -> all.encoder(codec, sampleRate)));
    }

    /** A fresh encoder for sound of this rate, 8000 or 16,000, even where its codec has half of it. To be closed. */
    static Optional<SoundEncoder> taking(Codec codec, int sampleRate) {
        return of(codec, sampleRate)
                .map(encoder -> encoder.sampleRate() == sampleRate ? encoder : new Halving(encoder))
                .filter(encoder -> encoder.sampleRate() == sampleRate);
    }
}
