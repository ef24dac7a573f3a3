/**
 * What is said in a call, and shown, as a file.
 *
 * <p>Read {@link org.ringdown.record.CallSound} first: it takes what two sides said from their {@link org.ringdown.record.TapRing}s and writes it, 20 ms
 * at a time, both on one clock. A ring is all that a worker has to do with it: a full one costs sound in the file, never in the call. {@link
 * org.ringdown.record.WavFile} and {@link org.ringdown.record.OggOpusFile} are what it may write, and with pictures {@link
 * org.ringdown.record.WebmFile}.
 *
 * <p>Threads: a worker puts packets into a ring; all else belongs to one thread, which may block.
 *
 * <p>Not here: who may record what, where files are kept and what they are called.
 */
package org.ringdown.record;
