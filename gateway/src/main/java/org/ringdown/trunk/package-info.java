/**
 * Trunks: the SIP peers that carry numbers, and what is agreed with each of them.
 *
 * <p>Read {@link org.ringdown.trunk.Trunk} first: it is everything that the operator says of one. {@link org.ringdown.trunk.Trunks} knows
 * them all, by name and by the address that a message comes from, and whether each of them answers.
 *
 * <p>Threads: a trunk never changes. What is known of all of them is a map of values, and may be asked from any thread.
 *
 * <p>Not here: which number goes to which trunk ({@code route}), the messages ({@code shard}), and registering ({@code line}).
 */
package org.ringdown.trunk;
