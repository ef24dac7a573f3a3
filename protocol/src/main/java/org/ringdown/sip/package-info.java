/**
 * SIP messages: bytes to a typed model and back (RFC 3261 §7, §18.3, §19.1, §20, §25).
 *
 * <p>Read {@code SipMessage} first, then {@code Headers}. {@code SipParser} reads a datagram, {@code SipFramer} a stream,
 * {@code SipWriter} writes. The parser drops only what nobody could answer (no usable top Via); what is wrong but
 * answerable is found by {@code Validation}, which names the response owed, and {@code Responses} writes it.
 *
 * <p>Threads: everything is immutable and may be shared, except {@code SipFramer} and the builders, which have one owner.
 *
 * <p>Not here: transactions, dialogs, authentication, SDP, sockets, DNS.
 */
package org.ringdown.sip;
