/**
 * How an RTMP connection begins: 1537 bytes each way, and 1536 more (RTMP 1.0 §5.2).
 *
 * <p>Read {@code ServerHandshake} and {@code ClientHandshake}. There are two kinds: the simple one that the specification describes, and the
 * one with digests that Adobe's players and servers use (they refuse H.264 and AAC without). The digests prove nothing about anybody, as
 * their keys are known to all.
 *
 * <p>Threads: a handshake belongs to one connection.
 *
 * <p>Not here: RTMPE, which encrypts and protects nothing, and is refused by name; RTMPS, which is TLS around all of it.
 */
package org.ringdown.rtmp.handshake;
