/**
 * STUN messages: read, checked and written (RFC 8489, with the attributes of RFC 8445).
 *
 * <p>Read {@code StunMessage} and {@code StunWriter}. A message that was read is well formed and no more; who wrote it is proved by
 * {@code StunIntegrity}. {@code StunTransaction} repeats a request of ours.
 *
 * <p>Threads: messages are values; a {@code StunIntegrity} and a {@code StunTransaction} belong to one thread.
 *
 * <p>Not here: what a request is answered ({@code ice}), TURN, sockets.
 */
package org.ringdown.stun;
