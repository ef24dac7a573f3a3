/**
 * All media workers of a node, their legs, and which of them hear each other.
 *
 * <p>Read {@link org.ringdown.engine.MediaWorkers} first: the media floor as the gateway sees it. A leg of the gateway is a {@code Leg} here: a
 * handle that anybody may hold, and behind it a {@code Line} on one worker. Two legs meet in a {@code Join}.
 *
 * <p>Threads: the public methods of a leg post to its worker; all else happens there. Legs on different workers tell each other by
 * messages, in the order of their joins, and hear each other over one {@code Hop}.
 *
 * <p>Not here: packets (see {@code path}), the network (see {@code transport}), calls.
 */
package org.ringdown.engine;
