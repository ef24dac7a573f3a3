/**
 * The face of the media floor: what the gateway asks of it, and what it hears back.
 *
 * <p>Read {@link org.ringdown.media.MediaEngine} first. A {@link org.ringdown.media.Media} is the media of one leg; it lives on one
 * worker, and {@code join} lets two of them hear each other.
 *
 * <p>Threads: every method here may be called from anywhere and returns at once; the work happens on the leg's worker. A
 * {@link org.ringdown.media.MediaListener} is called on the worker and may only post.
 *
 * <p>Not here: SDP, SIP, calls, users.
 */
package org.ringdown.media;
