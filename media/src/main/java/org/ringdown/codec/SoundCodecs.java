package org.ringdown.codec;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.ringdown.media.Codec;

/** Codecs beside those that we have ourselves; found by {@link java.util.ServiceLoader}, as they are an add-on. */
public interface SoundCodecs {
    /**
     * Loads what they need.
     *
     * @throws IllegalStateException with the reason, where this machine cannot have it
     */
    void load();

    /** What can be decoded. */
    List<Codec> known();

    /** Whether that can be encoded, too. */
    boolean encodes(Codec codec);

    /** A fresh decoder, for any of {@link #known}, that gives so many samples a second. To be closed. */
    Optional<SoundDecoder> decoder(Codec codec, int sampleRate);

    /** A fresh encoder, for what can be {@link #encodes encoded}, that takes so many samples a second. It may be closed, and need not be. */
    Optional<SoundEncoder> encoder(Codec codec, int sampleRate);

    /** Has everybody find these from now on. Before the first call. */
    static void use(SoundCodecs codecs) {
        Added.CODECS.set(Optional.of(codecs));
    }

    /** Those that are used. */
    static Optional<SoundCodecs> added() {
        return Added.CODECS.get();
    }

    /** What they can do beside {@link StreamDecoder#known}. */
    static List<Codec> knownBeside() {
        return added().map(SoundCodecs::known).orElse(List.of());
    }

    /** Where they are kept. */
    final class Added {
        private static final AtomicReference<Optional<SoundCodecs>> CODECS =
                new AtomicReference<>(Optional.empty());

        private Added() {}
    }
}
