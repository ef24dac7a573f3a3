/**
 * ICE as a lite agent: it answers a page's checks, and so learns, with proof, which addresses reach it (RFC 8445, RFC 7675).
 *
 * <p>Read {@code IceLiteAgent}. A gateway with a public address need not check back, and has no candidates but its own.
 *
 * <p>Threads: an agent belongs to the worker that owns its leg.
 *
 * <p>Not here: candidate lines ({@code sdp}), finding an agent by {@code IceUfrag}, sockets, deciding when a page has vanished.
 */
package org.ringdown.ice;
