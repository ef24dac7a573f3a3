/**
 * SIP transactions: one request and its responses, sent until they arrive (RFC 3261 §17 as corrected by RFC 6026).
 *
 * <p>Read {@link org.ringdown.sip.transaction.TransactionLayer} first: messages and the time go in, and what to transmit and
 * to tell the one above comes out. The four machines of the RFC are tables without memory: {@code InviteClient},
 * {@code OtherClient}, {@code InviteServer}, {@code OtherServer}.
 *
 * <p>Every repetition has its owner here, that of a 2xx and of its ACK too, so that whoever is above hears each message once.
 *
 * <p>Threads: a layer belongs to one SIP shard and is called by one thread at a time. The values are immutable.
 *
 * <p>Not here: sockets, DNS, dialogs, who may call; nor the retransmission of reliable provisional responses (RFC 3262).
 */
package org.ringdown.sip.transaction;
