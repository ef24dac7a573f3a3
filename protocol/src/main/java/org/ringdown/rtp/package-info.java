/**
 * Sound and pictures as packets: RTP (RFC 3550), the keypad inside it (RFC 4733), and telling it from its neighbours on a port (RFC 7983).
 *
 * <p>Read {@code RtpPacket} first: one object that looks at a datagram where it lies, and is pointed at the next one.
 * {@code EgressRewriter} is why the stream a leg receives never breaks, whoever is speaking at the other end.
 *
 * <p>Threads: none here. An object belongs to the worker that owns its leg. Nothing on the packet path allocates.
 *
 * <p>Not here: encryption ({@code srtp}), reports ({@code rtcp}), codecs, jitter buffers, sockets.
 */
package org.ringdown.rtp;
