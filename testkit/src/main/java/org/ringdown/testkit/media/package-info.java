/**
 * Media for simulations that are about signalling: legs open, connect, are joined and close, and nothing is heard.
 *
 * <p>Not here: the real media floor under virtual time; see {@code SimulatedLoop}.
 */
package org.ringdown.testkit.media;
