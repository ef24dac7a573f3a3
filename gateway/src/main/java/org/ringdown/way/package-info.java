/**
 * How SIP requests of ours get to their peers, and as whom.
 *
 * <p>Read {@link org.ringdown.way.Way} first. {@link org.ringdown.way.ClientRequests} tries one way after the other and answers challenges;
 * {@link org.ringdown.way.Detours} knows other ways where a request cannot take its own. {@link org.ringdown.way.SipTransport} is the port to what
 * carries messages, {@link org.ringdown.way.SipDoor} where they come in.
 *
 * <p>Threads: each class says whose it is; most are a shard's.
 *
 * <p>Not here: sockets and names ({@code net}); transactions ({@code sip.transaction}).
 */
package org.ringdown.way;
