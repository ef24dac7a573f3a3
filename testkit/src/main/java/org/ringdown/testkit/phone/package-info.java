/**
 * A SIP phone in memory, written apart from the gateway's own SIP: it reads and writes messages as text, has retransmission timers of its
 * own, and complains about whatever a strict phone would.
 *
 * <p>Read {@link org.ringdown.testkit.phone.ScriptedPhone} first. Because it shares no code with the gateway, a misreading of RFC 3261 would
 * have to be made twice to go unnoticed.
 *
 * <p>Not here: registration timers of real devices, TCP, forking.
 */
package org.ringdown.testkit.phone;
