package org.ringdown.media;

/** What a far end hears while the other side of its call has nothing to say. */
public enum Filler {
    COMFORT_NOISE,
    MUSIC
}
