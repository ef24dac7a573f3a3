/**
 * Digest authentication, on both ends: answering a challenge, and challenging (RFC 7616, RFC 8760, RFC 3261 §22).
 *
 * <p>Read {@link org.ringdown.sip.auth.DigestClient} for a request that was challenged and
 * {@link org.ringdown.sip.auth.DigestServer} for one that has to prove who sent it. The mathematics is in
 * {@link org.ringdown.sip.auth.Digest}, the grammar in {@link org.ringdown.sip.auth.DigestHeader}.
 *
 * <p>Threads: a client belongs to one line or trunk and a server to one SIP shard; each is called by one thread at a time.
 *
 * <p>Not here: where passwords are kept, who may call whom, how often a guesser may try, Basic authentication (RFC 3261 §22.1).
 */
package org.ringdown.sip.auth;
