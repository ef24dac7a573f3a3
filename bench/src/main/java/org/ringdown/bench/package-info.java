/**
 * Measurements of the running program, each beside a comparable peer in the same minutes on the same machine.
 *
 * <p>Absolute figures belong to the machine they were made on; what can be kept is how the rows compare.
 *
 * <p>Not here: tests. Nothing in this package passes or fails.
 */
package org.ringdown.bench;
