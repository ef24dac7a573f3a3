/**
 * RTMFP: sessions over UDP that carry flows of messages (RFC 7016), as Flash and AIR speak them (RFC 7425).
 *
 * <p>So far, from the wire upwards: {@code packet}, what datagrams are made of; {@code crypto}, how they are kept secret; {@code handshake},
 * how a server gives a session its keys. Sessions and flows themselves are not here yet, and nothing listens.
 */
package org.ringdown.rtmfp;
