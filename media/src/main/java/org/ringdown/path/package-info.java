/**
 * The way of sound from one leg to the other, packet by packet.
 *
 * <p>Read {@link org.ringdown.path.Intake} first: what a leg does with what its far end sends. Then {@link org.ringdown.path.Hearing}: how a leg
 * hears its partner, in its own payload types. Then {@link org.ringdown.path.Egress}: the one stream that a far end receives, which never
 * breaks, whoever speaks. Each stage is one job in one file; a path is built once from stages, and built anew when something is
 * renegotiated.
 *
 * <p>Threads: everything belongs to the leg whose side it is on, and so to one worker. Nothing here allocates per packet.
 *
 * <p>Not here: sockets, encryption, which legs are joined.
 */
package org.ringdown.path;
