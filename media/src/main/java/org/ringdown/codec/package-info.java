/**
 * Sound as numbers: codecs of our own, Opus by the libopus of this machine, and the tones and noise that a gateway makes itself.
 *
 * <p>Read {@link org.ringdown.codec.SoundEncoder} and {@link org.ringdown.codec.SoundDecoder} first, then {@link
 * org.ringdown.codec.StreamDecoder}: a decoder that makes up for what was lost. Samples are 16-bit linear, one
 * channel, in a {@code short[]} that the caller keeps; nothing here allocates once it is made.
 *
 * <p>Threads: an encoder, decoder or generator belongs to one stream, and so to one thread.
 *
 * <p>Not here: packets and time.
 */
package org.ringdown.codec;
