/**
 * The network end of a leg: plain RTP above, whatever the network asks for below.
 *
 * <p>Read {@link org.ringdown.transport.Transport} first, then {@link org.ringdown.transport.RtpTransport} (a SIP leg) and
 * {@link org.ringdown.transport.WebRtcTransport} (a page; all pages of a worker share a {@link org.ringdown.transport.WebRtcPort},
 * and all workers a {@link org.ringdown.transport.WebRtcTcpPort}).
 *
 * <p>What a transport hands up has passed every check there is, in this order: address, keys, tag, replay; and only then may an address be
 * learned.
 *
 * <p>Threads: a transport belongs to one worker's loop. It allocates nothing per packet.
 *
 * <p>Not here: what becomes of packets.
 */
package org.ringdown.transport;
