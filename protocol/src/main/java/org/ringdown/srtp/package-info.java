/**
 * SRTP and SRTCP: RTP that nobody else can read, change or play back (RFC 3711, RFC 7714).
 *
 * <p>Read {@code SrtpSender} and {@code SrtpReceiver}: one of each per leg, one direction and one master key each. Both work in
 * place, in the caller's buffer. {@code SrtpTransform} is the arithmetic of one profile.
 *
 * <p>Threads: a sender or receiver belongs to the worker that owns its leg, and shares that worker's {@code SrtpScratch} with
 * all the others there. AES_CM_128_HMAC_SHA1_80 allocates nothing per packet; AEAD_AES_128_GCM allocates about a kilobyte,
 * because the JDK takes a new nonce only through a new initialisation.
 *
 * <p>Not here: where keys come from (DTLS in {@code media}, SDES in {@code sdp}).
 */
package org.ringdown.srtp;
