package org.ringdown.media;

/** The built-in destinations, by what they do with sound. */
public enum AppKind {
    /** Sends back what it hears, in the codec it was said in. */
    ECHO,
    /** Plays a melody, in a codec it can encode. */
    MUSIC,
    /** Repeats the keys it hears, as events and as audible tones. */
    KEYS
}
