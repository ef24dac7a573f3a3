/**
 * Keys for SRTP by DTLS (RFC 5764): a page's certificate is proved by the fingerprint in its SDP, and nothing else.
 *
 * <p>Read {@link org.ringdown.dtls.Dtls} first: the port through which a worker asks for keys. {@link org.ringdown.dtls.BcDtls} is it in
 * production, on BouncyCastle; a simulated network may give keys by another way.
 *
 * <p>Threads: a {@link org.ringdown.dtls.DtlsHandshaker} is used on its worker, and its listener is called there. BouncyCastle blocks and
 * reads the system's clock, so it is an edge: one virtual thread per association, which ends with it.
 *
 * <p>Not here: which addresses may speak DTLS to us (ICE knows), and SRTP itself.
 */
package org.ringdown.dtls;
