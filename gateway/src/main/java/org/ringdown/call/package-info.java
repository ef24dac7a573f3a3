/**
 * A call: two sides and what joins them, whatever the legs are made of.
 *
 * <p>Read {@link org.ringdown.call.CallState} first: the table of everything that can happen to a call. {@link org.ringdown.call.Call}
 * runs it. A {@link org.ringdown.call.Leg} is one way to reach a side: a page, a SIP phone, an app. Each kind lives in its own package
 * under {@code org.ringdown.leg} and depends on this one, never the reverse.
 *
 * <p>Threads: all that happens to a call happens through its mailbox, one message at a time. Sound does not pass here.
 *
 * <p>Not here: SIP, SDP, JSON, sockets.
 */
package org.ringdown.call;
