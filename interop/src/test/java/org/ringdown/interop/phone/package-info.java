/**
 * A SIP phone that does what a test tells it, on real UDP sockets, and forgets nothing that it was sent.
 *
 * <p>It handles SIP, SDP and RTP by itself, as text and bytes, and shares no code with the program: a witness must not share the faults
 * of what it testifies on. Read {@code ScriptedPhone} first.
 *
 * <p>Threads: one reader per socket, one speaker per voice; the test's thread waits on queues.
 */
package org.ringdown.interop.phone;
