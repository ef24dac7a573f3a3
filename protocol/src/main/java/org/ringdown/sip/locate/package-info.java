/**
 * Where a SIP URI leads: transports, addresses and ports, in the order in which they are to be tried (RFC 3263).
 *
 * <p>Threads: everything here is a value.
 *
 * <p>Not here: DNS itself, which is asked elsewhere; connections.
 */
package org.ringdown.sip.locate;
