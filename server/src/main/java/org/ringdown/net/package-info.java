/**
 * Signalling sockets: SIP over UDP, TCP and TLS, and where SIP URIs lead, as plain blocking code on virtual threads.
 *
 * <p>Read {@link org.ringdown.net.SipSockets} first. Transports only frame, bound and hand over; what messages mean is the gateway's
 * ({@link org.ringdown.way.SipDoor}).
 *
 * <p>Not here: WebSockets, which come in by HTTP; which questions DNS is asked and what its answers mean ({@link
 * org.ringdown.sip.locate}).
 */
package org.ringdown.net;
