/**
 * Signalling sockets: SIP over UDP and TCP, as plain blocking code on virtual threads.
 *
 * <p>Transports only frame, bound and hand over; what messages mean is the gateway's ({@link org.ringdown.leg.sip.SipDoor}).
 */
package org.ringdown.net;
