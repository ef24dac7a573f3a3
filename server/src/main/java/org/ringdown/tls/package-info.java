/**
 * Certificates and keys as operators have them, PEM files, and connections within TLS by them.
 *
 * <p>Not here: HTTPS, which the HTTP server does by itself; DTLS, whose certificates are made by the program itself.
 */
package org.ringdown.tls;
