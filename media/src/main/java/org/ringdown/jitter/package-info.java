/**
 * From packets, as a network brings them, to sound without gaps: as early as the network allows, and no earlier.
 *
 * <p>Read {@link org.ringdown.jitter.Playout} first: packets in, 20 ms of samples out at every turn of a clock of ours. {@link
 * org.ringdown.jitter.DelayTarget} says how long packets have to wait for each other, {@link org.ringdown.jitter.PacketStore} is where they
 * do, and {@link org.ringdown.jitter.TimeStretch} lets nobody hear when that changes.
 *
 * <p>The delay of a sound, here, is for how long it waited, had its packet travelled as fast as the fastest does. It is known to the sample, at
 * any time: what leaves now was sent at a known time of the sender's clock.
 *
 * <p>Threads: a playout belongs to one stream, and so to one thread. Time is an argument. Nothing here allocates per packet.
 *
 * <p>Not here: codecs, sockets, who listens.
 */
package org.ringdown.jitter;
