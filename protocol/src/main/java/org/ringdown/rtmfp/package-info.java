/**
 * RTMFP: sessions over UDP that carry flows of messages (RFC 7016), as Flash and AIR speak them (RFC 7425).
 *
 * <p>So far {@code packet} alone: what datagrams are made of. Sessions, flows and their cryptography are not here yet, and nothing listens.
 */
package org.ringdown.rtmfp;
