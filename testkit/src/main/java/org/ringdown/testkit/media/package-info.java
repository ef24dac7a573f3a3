/**
 * What takes the place of media at its edges: DTLS without cryptography for the real media floor, the browser's half of a PeerConnection, and
 * an engine without any sound for simulations that are about signalling.
 *
 * <p>{@link org.ringdown.testkit.media.ScriptedDtls} belongs to {@link org.ringdown.testkit.media.SoundPeerConnection}, and
 * {@link org.ringdown.testkit.media.SilentMedia} to {@link org.ringdown.testkit.media.SilentPeerConnection}.
 *
 * <p>Not here: the media floor itself, which runs under a simulated loop as it is.
 */
package org.ringdown.testkit.media;
