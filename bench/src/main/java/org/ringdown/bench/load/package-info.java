/**
 * Calls with sound, as many as a gateway can take: pages (ICE, DTLS-SRTP) and phones (RTP) that send 50 packets a second each and know when those of
 * the other end come.
 *
 * <p>The ends are made of the gateway's own transports, so they are no judge of its protocols; they measure what it costs. Method and
 * figures: docs/performance.md.
 */
package org.ringdown.bench.load;
