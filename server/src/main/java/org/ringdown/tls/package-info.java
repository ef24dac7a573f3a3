/**
 * Certificates and keys as operators have them: PEM files.
 *
 * <p>Not here: DTLS, whose certificates are made by the program itself.
 */
package org.ringdown.tls;
