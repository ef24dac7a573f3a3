/**
 * Sound made and sound heard: tones, G.711, WAV files, and whether a tone is really there.
 *
 * <p>Written apart from the codecs of the program on purpose: a test must not share the faults of what it tests.
 *
 * <p>Not here: RTP, processes.
 */
package org.ringdown.interop.sound;
