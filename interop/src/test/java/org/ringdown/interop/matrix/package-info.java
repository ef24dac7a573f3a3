/**
 * The matrix: every client, peer, transport, encryption and codec, which of them go together, and the few combinations that show every pair.
 *
 * <p>Not here: calls. {@code MatrixTest} makes them.
 */
package org.ringdown.interop.matrix;
