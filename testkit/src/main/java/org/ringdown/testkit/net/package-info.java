/**
 * A network in memory: datagrams that are lost, late, doubled and out of order by seed, and the seams by which the gateway uses it.
 *
 * <p>Read {@link org.ringdown.testkit.net.SimulatedNetwork} first. Peers written for other protocols open a port there as the phone and
 * the page do.
 *
 * <p>Threads: everything runs on the thread that steps the {@link org.ringdown.testkit.time.SeededExecutor}.
 *
 * <p>Not here: what the datagrams mean.
 */
package org.ringdown.testkit.net;
