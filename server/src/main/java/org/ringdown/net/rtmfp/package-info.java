/**
 * Where RTMFP clients come in: a UDP port, and who is at it.
 *
 * <p>Read {@link org.ringdown.net.rtmfp.RtmfpPort} first, which has the thread, then {@code Handshakes}, by which clients come in.
 *
 * <p>Not here: RTMFP itself ({@link org.ringdown.rtmfp}), and what is said by it, which is RTMP ({@link org.ringdown.net.rtmp}).
 */
package org.ringdown.net.rtmfp;
