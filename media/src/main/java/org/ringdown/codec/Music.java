package org.ringdown.codec;

/** What one hears while there is nobody to hear. */
@FunctionalInterface
public interface Music {
    /** The one that needs no file. */
    Music BOX = Melody::new;

    /** From its beginning, over and over. */
    SoundSource at(int sampleRate);
}
