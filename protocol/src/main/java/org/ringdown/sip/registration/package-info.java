/**
 * SIP registration, on both ends (RFC 3261 §10): where the phones registered with us are, and keeping a line of ours registered
 * at a registrar.
 *
 * <p>Read {@link org.ringdown.sip.registration.Registrar} for the rules of the binding table, and
 * {@link org.ringdown.sip.registration.Registration} for the client.
 *
 * <p>Threads: bindings are values. A registration belongs to its line.
 *
 * <p>Not here: whose address of record a request may change, passwords, transactions, the store, GRUU (RFC 5627).
 */
package org.ringdown.sip.registration;
