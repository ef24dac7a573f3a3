/**
 * Pictures of a call between SDP and the media floor: which codecs there are, and what was agreed about them.
 *
 * <p>Threads: pure functions.
 *
 * <p>Not here: when pictures are wanted, which is for the legs; packets.
 */
package org.ringdown.picture;
