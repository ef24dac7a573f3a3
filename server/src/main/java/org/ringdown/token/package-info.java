/**
 * Page tokens: short-lived signed statements of whom a page speaks for (JWT, RFC 7519).
 *
 * <p>{@link org.ringdown.token.SignedTokens} believes them, {@link org.ringdown.token.TokenMint} makes them, both with the keys of a
 * {@link org.ringdown.token.Keyring}. The algorithm belongs to the key, never to the token.
 *
 * <p>Threads: everything here is immutable and may be used from anywhere; nothing blocks.
 *
 * <p>Not here: who may ask for a token.
 */
package org.ringdown.token;
