/**
 * Sound that can be counted: RTP whose every packet says who spoke it and which it is, and an ear that notices each one missing and every
 * break of a stream.
 *
 * <p>Read {@link org.ringdown.testkit.sound.Ear} for what a break is. Headers are read and written here once more, apart from the RTP floor,
 * so that each checks the other.
 *
 * <p>Not here: encryption, sockets, timers.
 */
package org.ringdown.testkit.sound;
