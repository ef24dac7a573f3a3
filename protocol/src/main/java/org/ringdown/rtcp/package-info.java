/**
 * RTCP: how both ends of a stream tell each other what arrives, and ask for pictures (RFC 3550 §6, RFC 4585, RFC 5104, RFC 5506).
 *
 * <p>Read {@code RtcpSession} first: it decides when and what one stream reports. {@code RtcpParser} and {@code RtcpWriter} know
 * the bytes. RTCP ends at each leg: what one far end reports is never passed to the other.
 *
 * <p>Threads: a session belongs to the worker that owns its leg.
 *
 * <p>Not here: the counting ({@code rtp}), encryption ({@code srtp}), what to do about a loss or a request.
 */
package org.ringdown.rtcp;
