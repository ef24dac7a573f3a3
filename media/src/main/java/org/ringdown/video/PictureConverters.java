package org.ringdown.video;

import org.ringdown.media.Codec;

/** Makes converters of pictures; found by {@link java.util.ServiceLoader}, as they are an add-on. */
public interface PictureConverters {
    /**
     * Loads what it needs.
     *
     * @throws IllegalStateException with the reason, where this machine cannot have it
     */
    void load();

    PictureConverter open(Codec from, Codec to);
}
