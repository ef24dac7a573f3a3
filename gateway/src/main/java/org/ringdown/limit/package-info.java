/**
 * Limits against fraud: how many calls whoever calls may have, begin and talk, and what the operator has stopped.
 *
 * <p>Read {@link org.ringdown.limit.Limits} first. A call, or a leg that leaves us, is <em>admitted</em> before it is begun, and holds a
 * {@link org.ringdown.limit.Lease} from then on until its last leg has ended; whoever transfers it does not get rid of it.
 *
 * <p>Threads: any. {@link org.ringdown.limit.Meter} and {@link org.ringdown.limit.Window} are values; the table that has them is locked for
 * as long as it takes to look one up.
 *
 * <p>Not here: calls, SIP, who may dial what ({@code route}).
 */
package org.ringdown.limit;
