/**
 * STUN messages: read, checked and written (RFC 8489, with the attributes of RFC 8445).
 *
 * <p>Read {@code StunMessage} and {@code StunWriter}. A message that was read is well formed and no more; who wrote it is proved by
 * {@code StunIntegrity}.
 *
 * <p>Threads: messages are values; a {@code StunIntegrity} belongs to one thread.
 *
 * <p>Not here: what the answer is ({@code ice}), TURN, retransmissions, sockets.
 */
package org.ringdown.stun;
