/**
 * Where a SIP URI leads: transports, addresses and ports, in the order in which they are to be tried (RFC 3263).
 *
 * <p>Read {@link org.ringdown.sip.locate.Locator} first: a URI goes in, questions for DNS come out, and of their answers hops are made.
 *
 * <p>Threads: everything here is a value.
 *
 * <p>Not here: DNS itself, which is asked elsewhere; connections.
 */
package org.ringdown.sip.locate;
